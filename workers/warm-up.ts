import type { Sql } from '#db/client.ts'
import { judgeLine } from '#lib/engines/validation/offline/judge-line.ts'
import { JudgeLine } from '#lib/engines/validation/offline/line.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import { fixedPolicy } from '#lib/policies/create-policies.ts'

/** The languages of this many executions, the latest ones, are got ready. */
const latest = 1_000
const mostLanguages = 12

/** Replies of English, in whose judging the code itself becomes fast, and of every other language for its tables. */
const samples = { first: 6, others: 1 }

/** A reply that nothing proves right at once, so that every way of comparing is gone through. */
const sample = (language: string, n: number) =>
  JudgeLine.parse({
    ...{ id: 'warm-up', language, mode: 'voice', said: `what is the weather in town ${n}` },
    ...{ heard: `what is the weather in town ${n}`, heard_confidence: 0.9 },
    reply: {
      text: `It is sunny in town ${n} with ${n + 20} degrees until half past seven.`,
      spoken: `It is sunny in town ${n}, with ${n + 20} degrees, until half past seven.`,
      ...{ intent: 'WeatherQuery', response_ms: 400 },
      entities: { town: n, temperature: n + 20 },
    },
    expect: {
      ...{ intent: 'WeatherQuery', entities: { town: n }, response_time: { max_ms: 900 } },
      transcript: { max_wer: 0.1 },
      response: {
        ...{ contains: ['sunny', `${n + 20} degrees`], not_contains: ['rain'], matches: 'sun+y' },
        similar_to: `town ${n} is sunny and has ${n + 20} degrees`,
      },
    },
  })

/** Judges the samples, and gives way after each. */
async function judgeSamples(languages: readonly string[]): Promise<void> {
  for (const language of new Set(['en-US', ...languages]))
    for (let n = 0; n < (language === 'en-US' ? samples.first : samples.others); n++) {
      judgeLine(sample(language, n), fixedPolicy)
      await new Promise<void>((resolve) => setImmediate(resolve))
    }
}

/**
 * Loads what a turn needs before the first call is held: code and tables of a language take some 30 to 120 ms in which the
 * worker stands still, and a call under way would be timed wrong. Threads that listen are not among it: they hold nobody up,
 * end when idle, and leave 25 MB behind. Never throws: what fails is loaded when it is needed.
 */
export async function warmUp(recent: () => Promise<string[]>): Promise<void> {
  try {
    await judgeSamples(await recent())
  } catch (error) {
    log.warn({ err: errorMessage(error) }, 'what a turn needs could not be got ready')
  }
}

/** The languages that were spoken lately, by all organizations. */
export async function recentLanguages(sql: Sql): Promise<string[]> {
  const rows = await sql<{ language: string }[]>`
    select language from (
      select language from voice_test_executions order by id desc limit ${latest}
    ) as recent
    group by language order by count(*) desc limit ${mostLanguages}`
  return rows.map(({ language }) => language)
}
