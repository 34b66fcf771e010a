import { type Names, quoteText } from '../sql/names';
import type { Migration } from './form';

/** Below any day: nothing was ever left out of the daily counters. */
const NOTHING_LEFT_OUT = '-9223372036854775808';

/** The body of a function, in quotes that are not part of it. */
function body(text: string): string {
  let tag = '$f$';
  for (let count = 0; text.includes(tag); count++) tag = `$f${count}$`;
  return tag + text + tag;
}

/** Ends the statement around it, so that nothing of it is written; and an instant as people read it. */
function plainFunctions(names: Names): readonly string[] {
  return [
    `CREATE FUNCTION ${names.call('refuse')}(state text, message text, detail text) RETURNS bool LANGUAGE plpgsql AS ${body(`
BEGIN RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, DETAIL = detail; END `)}`,
    `CREATE FUNCTION ${names.call('instant')}(at int8) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS ${body(`
  SELECT CASE WHEN at = 9223372036854775807 THEN 'infinity'::timestamptz ELSE 'epoch'::timestamptz + at * interval '1 millisecond' END `)}`,
  ];
}

/**
 * Daily counters (A8): [first complete day, day, successes, failures, day, …]. Most merges add to the last day or append
 * one; the other function does the rest.
 */
function mergeDays(names: Names): readonly string[] {
  const general = `${names.call('merge_days_fully')}(held, held_last, added, added_last, keep_from)`;
  return [
    `CREATE FUNCTION ${names.call('merge_days_fully')}(held int8[], held_last int8, added int8[], added_last int8, keep_from int8) RETURNS int8[] LANGUAGE plpgsql IMMUTABLE AS ${body(`
DECLARE
  nothing CONSTANT int8 := ${NOTHING_LEFT_OUT};
  l int8[] := coalesce(held, ARRAY[CASE WHEN held_last IS NULL THEN nothing ELSE floor(held_last / 86400000.0)::int8 + 1 END]);
  r int8[] := coalesce(added, ARRAY[CASE WHEN added_last IS NULL THEN nothing ELSE floor(added_last / 86400000.0)::int8 + 1 END]);
  first int8 := greatest(l[1], r[1]);
  dropped int8;
  merged int8[];
BEGIN
  SELECT max(d) FILTER (WHERE d < keep_from), array_agg(v ORDER BY d, n) FILTER (WHERE keep_from IS NULL OR d >= keep_from)
  INTO dropped, merged
  FROM (SELECT d, sum(s)::int8 AS s, sum(f)::int8 AS f FROM (
    SELECT l[i] AS d, l[i + 1] AS s, l[i + 2] AS f FROM generate_series(2, cardinality(l) - 2, 3) AS i
    UNION ALL
    SELECT r[i], r[i + 1], r[i + 2] FROM generate_series(2, cardinality(r) - 2, 3) AS i) AS both_sides
    WHERE d >= first GROUP BY d) AS days, LATERAL unnest(ARRAY[d, s, f]) WITH ORDINALITY AS parts(v, n);
  RETURN array_prepend(greatest(first, dropped + 1), coalesce(merged, '{}'));
END `)}`,
    `CREATE FUNCTION ${names.call('merge_days')}(held int8[], held_last int8, added int8[], added_last int8, keep_from int8) RETURNS int8[] LANGUAGE plpgsql IMMUTABLE AS ${body(`
DECLARE n int;
BEGIN
  IF held IS NULL AND added IS NULL THEN RETURN NULL; END IF;
  n := cardinality(held);
  IF n < 4 OR held IS NULL OR cardinality(added) IS DISTINCT FROM 4 OR added[1] > held[1] OR held[2] < keep_from
    OR added[2] < held[n - 2] THEN RETURN ${general}; END IF;
  IF added[2] > held[n - 2] THEN RETURN held || added[2:4]; END IF;
  held[n - 1] := held[n - 1] + added[3];
  held[n] := held[n] + added[4];
  RETURN held;
END `)}`,
  ];
}

/**
 * The order of the log. Who writes events first takes a fence: a shared lock that names the last position given out, so
 * that everything it draws lies behind. Who reads looks first at the last position, then at the fences: up to the
 * least of them, whatever is written can be seen by the next statement.
 */
function logFunctions(names: Names): readonly string[] {
  const space = `hashtext(${quoteText(`dormouse log ${names.rawSchema} ${names.prefix}`)})`;
  return [
    `CREATE FUNCTION ${names.call('fence')}() RETURNS int8 LANGUAGE plpgsql VOLATILE AS ${body(`
DECLARE low int8; half int8;
BEGIN
  SELECT last_value INTO low FROM ${names.sequence};
  half := low & 4294967295;
  PERFORM pg_advisory_xact_lock_shared(${space}, (CASE WHEN half > 2147483647 THEN half - 4294967296 ELSE half END)::int4);
  RETURN low;
END `)}`,
    `CREATE FUNCTION ${names.call('horizon')}() RETURNS int8 LANGUAGE plpgsql VOLATILE AS ${body(`
DECLARE top int8; held int8;
BEGIN
  IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
    RAISE EXCEPTION USING ERRCODE = 'DM006', MESSAGE = 'the log can be read in READ COMMITTED only';
  END IF;
  SELECT last_value INTO top FROM ${names.sequence};
  SELECT min(top - ((top - objid::int8) & 4294967295)) INTO held FROM pg_catalog.pg_locks
  WHERE locktype = 'advisory' AND objsubid = 2 AND classid::int8 = (${space}::int8 & 4294967295)
    AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
    AND pid <> pg_backend_pid();
  RETURN least(top, held);
END `)}`,
  ];
}

/** The count of the guard (S4): commits of one account wait for each other here, and see what the ones before added. */
function guardFunction(names: Names): readonly string[] {
  return [
    `CREATE FUNCTION ${names.call('add_restricted')}(account text, added int8, added_at int8, since int8, most int8) RETURNS bool LANGUAGE plpgsql VOLATILE AS ${body(`
DECLARE restricted int8;
BEGIN
  IF most IS NOT NULL THEN
    INSERT INTO ${names.table('guards')} AS g (account_id, commits) VALUES (account, 1)
    ON CONFLICT (account_id) DO UPDATE SET commits = g.commits + 1;
    SELECT coalesce(sum(r.identities), 0) INTO restricted FROM ${names.table('restrictions')} r
    WHERE r.account_id = account AND r.at > since;
    IF restricted + added > most THEN
      RAISE EXCEPTION USING ERRCODE = 'DM005', MESSAGE = 'the guard is exceeded',
        DETAIL = json_build_object('restricted', restricted, 'identities', added, 'most', most)::text;
    END IF;
  END IF;
  DELETE FROM ${names.table('restrictions')} r WHERE r.account_id = account AND r.at <= added_at - 86400000;
  INSERT INTO ${names.table('restrictions')} AS r (account_id, at, identities) VALUES (account, added_at, added)
  ON CONFLICT (account_id, at) DO UPDATE SET identities = r.identities + excluded.identities;
  RETURN true;
END `)}`,
  ];
}

/**
 * What may be done to events that are there. Both run as the owner of the tables, so that the role of the application
 * needs no right to change or delete events.
 */
function ownerFunctions(names: Names): readonly string[] {
  const safe = `SECURITY DEFINER SET search_path = pg_catalog, pg_temp`;
  const functions = [
    `CREATE FUNCTION ${names.call('rewrite_event')}(account text, identity text, place int8, its_hash text, erased json) RETURNS int4 LANGUAGE plpgsql VOLATILE ${safe} AS ${body(`
DECLARE changed int4;
BEGIN
  UPDATE ${names.table('events')} e SET record = erased
  WHERE e.account_id = account AND e.identity_id = identity AND e.sequence = place AND e.hash = its_hash
    AND position('"hash":' || to_json(e.hash)::text IN erased::text) > 0
    AND position('"sequence":' || e.sequence IN erased::text) > 0;
  GET DIAGNOSTICS changed = ROW_COUNT;
  RETURN changed;
END `)}`,
    `CREATE FUNCTION ${names.call('forget_events')}(account text) RETURNS bool LANGUAGE plpgsql VOLATILE ${safe} AS ${body(`
BEGIN
  IF EXISTS (SELECT FROM ${names.table('identities')} i WHERE i.account_id = account) THEN
    RAISE EXCEPTION USING ERRCODE = 'DM001', MESSAGE = 'the account still has identities';
  END IF;
  DELETE FROM ${names.table('events')} e WHERE e.account_id = account;
  DELETE FROM ${names.table('archived')} a WHERE a.account_id = account;
  RETURN true;
END `)}`,
  ];
  const closed = [`rewrite_event`, `forget_events`] as const;
  const signatures = { rewrite_event: '(text, text, int8, text, json)', forget_events: '(text)' };
  return [
    ...functions,
    ...closed.map((name) => `REVOKE ALL ON FUNCTION ${names.call(name)}${signatures[name]} FROM PUBLIC`),
  ];
}

/** Makes the partition of a month of UTC, and answers its name; null when it is there, or its events are in the rest. */
function monthFunction(names: Names): readonly string[] {
  const lock = quoteText(`dormouse months ${names.rawSchema} ${names.prefix}`);
  return [
    `CREATE FUNCTION ${names.call('ensure_month')}(first date) RETURNS text LANGUAGE plpgsql VOLATILE AS ${body(`
DECLARE
  since int8 := (extract(epoch FROM first::timestamp) * 1000)::int8;
  until int8 := (extract(epoch FROM (first + interval '1 month')::timestamp) * 1000)::int8;
  part text := ${quoteText(names.raw('events_y'))} || to_char(first, 'YYYY"m"MM');
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(${lock}, 0));
  IF EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ${quoteText(names.rawSchema)} AND c.relname = part)
    OR EXISTS (SELECT FROM ${names.other('events_rest')} e WHERE e.at >= since AND e.at < until) THEN RETURN NULL; END IF;
  EXECUTE format('CREATE TABLE %I.%I PARTITION OF %I.%I FOR VALUES FROM (%s) TO (%s)',
    ${quoteText(names.rawSchema)}, part, ${quoteText(names.rawSchema)}, ${quoteText(names.raw('events'))}, since, until);
  RETURN part;
END `)}`,
  ];
}

export const functions: Migration = {
  number: 2,
  name: 'functions',
  sql: (names) => [
    ...plainFunctions(names),
    ...mergeDays(names),
    ...logFunctions(names),
    ...guardFunction(names),
    ...ownerFunctions(names),
    ...monthFunction(names),
  ],
};
