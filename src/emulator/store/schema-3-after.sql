-- The sets have taken their place.
DROP TABLE user_roles;
DROP TABLE user_tenants;
DROP TABLE user_apps;
DROP TABLE user_attributes;
DROP TABLE test_users;
DROP INDEX users_flags;
