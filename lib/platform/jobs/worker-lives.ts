import type { ISql } from 'postgres'

/** NOTIFY channel: a worker was found dead by whoever watched it, and its row says so. */
export const deathsChannel = 'earshot_deaths'

/** s of silence after which a worker counts as dead whose session is over: its process is, or its connection broke. */
const withoutSession = 2.5
/** s of silence after which any worker counts as dead: it stands still, or its machine is gone. */
const silent = 8
/** the same for one that speaks every 5 s and has no such session: of the version before */
const silentOfOld = 15

/**
 * Condition of a query: the worker `w` no longer lives. What a dead worker held goes to others, so this is its lease, by
 * the clock of the database. A process that is killed takes its connections with it, and the database sees that at once;
 * a blocked one still has them, and is given longer. After a start of the database itself all have time to come back.
 */
export const isDead = (sql: ISql) => sql`(
  w.state = 'killed' or pg_postmaster_start_time() < now() - make_interval(secs => ${silent}::float8) and (
    w.seen_at < now() - make_interval(secs => case when w.session is null then ${silentOfOld}::float8 else ${silent}::float8 end)
    or w.session is not null and w.seen_at < now() - make_interval(secs => ${withoutSession}::float8)
      and not exists (select from pg_stat_activity a where a.application_name = w.session)))`

/** ms for which a worker must have spoken without a gap until it may call others dead: it may be the one that was away. */
export const steadyMs: number = silent * 1_000

/** ms without a word to the database from which a worker may have been called dead. */
export const gapMs: number = withoutSession * 1_000
