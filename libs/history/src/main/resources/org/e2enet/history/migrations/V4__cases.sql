-- Runs on H2 (mode PostgreSQL) and on PostgreSQL as it stands.

-- One row per scan that a model was scored on, kept in step with its current scores as the sums are: comparisons read cases, they join no
-- scores. class_dice has the defined classes as label:dice with commas between.
create table case_mean (
    dataset varchar(255) not null,
    model_id varchar(255) not null,
    scan_id varchar(255) not null,
    dice double precision,
    nsd double precision,
    class_dice varchar not null,
    primary key (dataset, model_id, scan_id)
);

insert into case_mean (dataset, model_id, scan_id, dice, nsd, class_dice)
select s.dataset, s.model_id, s.scan_id, s.dice, s.nsd, coalesce(c.class_dice, '')
from (select dataset, model_id, scan_id, avg(mean_dice) as dice, avg(mean_nsd) as nsd
    from score where is_current = true group by dataset, model_id, scan_id) s
left join (select dataset, model_id, scan_id, string_agg(cast(label as varchar) || ':' || cast(dice as varchar), ',' order by label) as class_dice
    from (select s.dataset, s.model_id, s.scan_id, c.label, avg(c.dice) as dice
        from score s join class_score c on c.score_id = s.id where s.is_current = true
        group by s.dataset, s.model_id, s.scan_id, c.label) each_class
    where dice is not null group by dataset, model_id, scan_id) c
    on c.dataset = s.dataset and c.model_id = s.model_id and c.scan_id = s.scan_id;
