-- Tables that Sluice keeps beside the accounts; MLflow ignores them.
CREATE TABLE IF NOT EXISTS sluice_auth_epoch (
  id INTEGER NOT NULL PRIMARY KEY,
  epoch BIGINT NOT NULL
);
INSERT INTO sluice_auth_epoch (id, epoch) VALUES (1, 1) ON CONFLICT (id) DO NOTHING;
CREATE TABLE IF NOT EXISTS sluice_user_ids (
  id INTEGER NOT NULL PRIMARY KEY,
  last BIGINT NOT NULL
);
INSERT INTO sluice_user_ids (id, last) VALUES (1, 0) ON CONFLICT (id) DO NOTHING;
