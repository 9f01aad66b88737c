-- Runs on H2 (mode PostgreSQL) and on PostgreSQL as it stands.

-- Sums over the cases of a model on a data set, kept in step with every score: means are read, not taken. A case is a scan; of a scan predicted
-- more than once it is the mean over its current scores. Sums are decimal, so that what is added and taken away again leaves nothing.
create table model_mean (
    dataset varchar(255) not null,
    model_id varchar(255) not null,
    cases int not null,
    dice_sum numeric(40, 18) not null,
    dice_cases int not null,
    nsd_sum numeric(40, 18) not null,
    nsd_cases int not null,
    last_scored_at timestamp with time zone not null,
    primary key (dataset, model_id)
);

create table class_mean (
    dataset varchar(255) not null,
    model_id varchar(255) not null,
    label int not null,
    name varchar(255) not null,
    cases int not null,
    dice_sum numeric(40, 18) not null,
    dice_cases int not null,
    nsd_sum numeric(40, 18) not null,
    nsd_cases int not null,
    primary key (dataset, model_id, label)
);

insert into model_mean (dataset, model_id, cases, dice_sum, dice_cases, nsd_sum, nsd_cases, last_scored_at)
select dataset, model_id, count(*), coalesce(sum(cast(dice as numeric(40, 18))), 0), count(dice),
    coalesce(sum(cast(nsd as numeric(40, 18))), 0), count(nsd), max(scored_at)
from (select dataset, model_id, scan_id, avg(mean_dice) as dice, avg(mean_nsd) as nsd, max(scored_at) as scored_at
    from score where is_current = true group by dataset, model_id, scan_id) one
group by dataset, model_id;

insert into class_mean (dataset, model_id, label, name, cases, dice_sum, dice_cases, nsd_sum, nsd_cases)
select dataset, model_id, label, max(name), count(*), coalesce(sum(cast(dice as numeric(40, 18))), 0), count(dice),
    coalesce(sum(cast(nsd as numeric(40, 18))), 0), count(nsd)
from (select s.dataset, s.model_id, s.scan_id, c.label, max(c.name) as name, avg(c.dice) as dice, avg(c.nsd) as nsd
    from score s join class_score c on c.score_id = s.id where s.is_current = true
    group by s.dataset, s.model_id, s.scan_id, c.label) one
group by dataset, model_id, label;
