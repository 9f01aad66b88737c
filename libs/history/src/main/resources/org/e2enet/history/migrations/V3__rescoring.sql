-- Runs on H2 (mode PostgreSQL) and on PostgreSQL as it stands.

-- Data sets that are being scored again by today's rules, and the last prediction that was: another start goes on from there.
create table rescoring (
    dataset varchar(255) primary key,
    done_until varchar(255) not null
);
