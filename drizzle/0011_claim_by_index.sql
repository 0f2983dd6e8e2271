-- Claiming counts what is under way, in an index in which each item that has begun leaves a dead entry when it ends. Only
-- index scans remove such entries; a bitmap scan reads all of them anew at each call, until the next vacuum.
ALTER FUNCTION earshot_claim_items(uuid, integer, integer) SET enable_bitmapscan = off;
