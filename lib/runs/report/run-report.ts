import type { RunItemView, RunView } from '#lib/runs/schema.ts'

/** One turn of an execution that did not pass, for people who read the report. */
export type ReportTurn = {
  /** from 1 */
  number: number
  said: string | null
  heard: string | null
  reply: string | null
  /** what the case expects of the answer, as its author wrote it; null without an expectation */
  expected: string | null
  /** what each validator that did not pass says, one sentence each */
  why: string[]
}

/** What a report file is written from. */
export type RunReport = {
  run: RunView
  items: RunItemView[]
  /** address of the application, without a slash at its end; absent where nobody knows it */
  baseUrl?: string
  /** turns of executions that did not pass, by the execution's id */
  details?: ReadonlyMap<string, ReportTurn[]>
}

/**
 * How report formats see an item: an invalid one is an error of the test, not a failure of the voice AI. `hidden` while its
 * blind audit is open: the counts of the run hold it. `waiting` while its run is under way and it has not ended.
 */
export function resultOf(
  item: RunItemView,
): 'passed' | 'failed' | 'error' | 'skipped' | 'waiting' | 'hidden' {
  if (item.blind) return 'hidden'
  if (item.verdict === 'passed') return 'passed'
  if (item.verdict === 'failed') return 'failed'
  if (item.status === 'pending' || item.status === 'running') return 'waiting'
  return item.status === 'cancelled' ? 'skipped' : 'error'
}

/** The case's name with what tells its items apart. */
export function itemName(item: RunItemView): string {
  const { case: testCase, language, device_profile: profile, repetition } = item
  const through = profile ? `, ${profile.name}` : ''
  return `${testCase.name} [${language}${through}]${repetition > 1 ? ` #${repetition}` : ''}`
}

/**
 * A name for each item, in their order, that no other item of the report has: cases of one name are told apart by their
 * suite, then by their key, then by a number.
 */
export function uniqueNames(report: RunReport): string[] {
  const { items } = report
  const plain = items.map(itemName)
  const inSuite = items.map(
    (item, index) => `${suiteNameOf(report, item.suite_id)} › ${plain[index]}`,
  )
  const byKey = items.map((item, index) => `${inSuite[index]} (${item.case.key})`)
  const timesOf = (names: string[]) => {
    const times = new Map<string, number>()
    for (const name of names) times.set(name, (times.get(name) ?? 0) + 1)
    return (index: number) => times.get(names[index] ?? '') ?? 0
  }
  const [plainTimes, suiteTimes] = [timesOf(plain), timesOf(inSuite)]
  const taken = new Set<string>()
  return items.map((_, index) => {
    const chosen = plainTimes(index) === 1 ? plain : suiteTimes(index) === 1 ? inSuite : byKey
    const name = chosen[index] ?? ''
    let free = name
    for (let number = 2; taken.has(free); number++) free = `${name} ~${number}`
    taken.add(free)
    return free
  })
}

export function suiteNameOf({ run }: RunReport, suiteId: string): string {
  return run.suites.find(({ id }) => id === suiteId)?.name ?? suiteId
}

/** Why the item did not pass, with who is to blame. */
export function reasonOf({ reason, blame }: RunItemView): string {
  return `${reason ?? 'no reason was recorded'}${blame ? ` (blame: ${blame})` : ''}`
}

/** The page of the item's last execution; null where there is none, or the address of the application is not known. */
export function linkOf({ baseUrl }: RunReport, { execution_id: id }: RunItemView): string | null {
  return baseUrl === undefined || id === null ? null : `${baseUrl}/executions/${id}`
}

/** ms since 1970 of the item's last attempt; null where it has none, or it has not ended. */
export function timesOf(item: RunItemView): { start: number; stop: number } | null {
  const { started_at: begun, finished_at: ended } = item
  if (begun === undefined || ended === null) return null
  const [start, stop] = [Date.parse(begun), Date.parse(ended)]
  // The clock of the worker is not that of the database.
  return { start, stop: Math.max(start, stop) }
}

/** ms that the item's last attempt took, its preparation and judgement included; 0 where nothing is known. */
export function durationOf(item: RunItemView): number {
  const times = timesOf(item)
  return times ? times.stop - times.start : (item.response_ms ?? 0)
}

const turnLines = ({ number, said, heard, reply, expected, why }: ReportTurn) => [
  `Turn ${number}`,
  ...(said === null ? [] : [`  Said:     ${said}`]),
  ...(heard === null ? [] : [`  Heard:    ${heard}`]),
  `  Answer:   ${reply ?? '(none)'}`,
  ...(expected === null ? [] : [`  Expected: ${expected}`]),
  ...why.map((line) => `  Why:      ${line}`),
]

/** What was said, heard, answered and expected, turn by turn, with why it did not pass, for the body of a failure. */
export function bodyOf(report: RunReport, item: RunItemView): string {
  const link = linkOf(report, item)
  const turns = item.execution_id === null ? [] : (report.details?.get(item.execution_id) ?? [])
  return [
    reasonOf(item),
    ...turns.flatMap((turn) => ['', ...turnLines(turn)]),
    ...(link === null ? [] : ['', `Execution: ${link}`]),
  ].join('\n')
}

/** How many items had their spoken words verified, in words; null where none has any. */
export function spokenText(items: readonly RunItemView[]): string | null {
  const count = (wanted: RunItemView['spoken_verified']) =>
    items.filter(({ spoken_verified }) => spoken_verified === wanted).length
  const [yes, no, differs] = [count('yes'), count('no'), count('differs')]
  if (yes + no + differs === 0) return null
  return `verified in ${yes}, different in ${differs}, not verified in ${no}`
}
