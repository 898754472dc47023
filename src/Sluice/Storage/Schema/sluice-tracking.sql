-- What Sluice keeps beside MLflow's tracking tables; MLflow ignores it.
-- Tags of an experiment are read by the experiment; MLflow's key begins with the tag's name.
CREATE INDEX IF NOT EXISTS sluice_experiment_tags_experiment_id ON experiment_tags (experiment_id);
-- Runs of an experiment, newest first, is what every search begins with.
CREATE INDEX IF NOT EXISTS sluice_runs_experiment_id_start_time ON runs (experiment_id, start_time DESC);
