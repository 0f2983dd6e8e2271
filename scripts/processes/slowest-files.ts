import { z } from 'zod'

const Report = z.object({
  testResults: z.array(z.object({ name: z.string(), startTime: z.number(), endTime: z.number() })),
})

/** The `count` test files of a vitest JSON report that took longest, slowest first; in seconds. */
export function slowestFiles(
  json: unknown,
  root: string,
  count: number,
): { file: string; seconds: number }[] {
  return Report.parse(json)
    .testResults.map(({ name, startTime, endTime }) => ({
      file: name.replace(`${root}/`, ''),
      seconds: (endTime - startTime) / 1_000,
    }))
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, count)
}
