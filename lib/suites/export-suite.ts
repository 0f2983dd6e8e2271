import { stringify } from 'yaml'
import type { z } from 'zod'

import type { Ctx } from '#lib/platform/context.ts'
import { getSuite, listDefinitions } from '#lib/suites/queries.ts'
import type { CaseInput, SuiteFile } from '#lib/suites/schema.ts'

type Written = z.input<typeof SuiteFile>

const filled = (text: string) => (text === '' ? undefined : text)
const some = <T>(items: T[]) => (items.length === 0 ? undefined : items)

/** Leaves out what an import would fill in by itself. */
function writeCase({ status, ...testCase }: CaseInput): Written['cases'][number] {
  return {
    id: testCase.id,
    name: testCase.name,
    description: filled(testCase.description),
    priority: testCase.priority,
    status: status === 'active' ? undefined : status,
    tags: some(testCase.tags),
    languages: Object.fromEntries(
      Object.entries(testCase.languages).map(([language, { voice }]) => [
        language,
        voice === 'default' ? {} : { voice },
      ]),
    ),
    stop_on_failure: testCase.stop_on_failure === true ? true : undefined,
    mocks: some(testCase.mocks ?? []),
    turns: testCase.turns.map(({ expect, ...turn }) => ({
      ...turn,
      expect: Object.keys(expect).length === 0 ? undefined : expect,
    })),
  }
}

// Texts stay on one line: a folded one is hard to compare and to search.
const write = (value: unknown) => stringify(value, { lineWidth: 0 })

/** A case as it stands in a suite file, for reading and comparing. */
export const caseText = (definition: CaseInput): string => write(writeCase(definition))

/** The suite as a suite file. Importing it again changes nothing. */
export async function exportSuite(ctx: Ctx, id: string): Promise<{ name: string; yaml: string }> {
  const suite = await getSuite(ctx, id)
  const cases = await listDefinitions(ctx, id)
  const file: Written = {
    suite: suite.name,
    description: filled(suite.description),
    tags: some(suite.tags),
    cases: cases.map(({ definition }) => writeCase(definition)),
  }
  return { name: suite.name, yaml: write(file) }
}
