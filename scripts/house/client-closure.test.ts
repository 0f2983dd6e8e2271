import { expect, test } from 'vitest'

import { clientClosures } from '#scripts/house/client-closure.ts'

const form = 'app/(dashboard)/runs/_components/run-form.client.tsx'
const find = (files: Record<string, string>) =>
  clientClosures(new Map(Object.entries(files)), /^lib\/platform\/format\/|\/schema\.ts$/).map(
    ({ name, problem }) => `${name}: ${problem}`,
  )

test('types, files that browsers may load, and server actions are no way to the server', () =>
  expect(
    find({
      [form]: `
import { startRunAction } from '#app/(dashboard)/runs/actions.ts'
import { RunName } from '#components/run/run-name.tsx'
import type { Run } from '#lib/runs/queries.ts'
import { StartRunInput } from '#lib/runs/schema.ts'
`,
      'app/(dashboard)/runs/actions.ts': "import { startRun } from '#lib/runs/start-run.ts'",
      'components/run/run-name.tsx':
        "import { formatInstant } from '#lib/platform/format/instant.ts'",
    }),
  ).toEqual([]))

test('server code is found over the files between, with the way to it', () => {
  const between = 'components/run/run-name.tsx'
  expect(
    find({
      [form]: `import { RunName } from '#${between}'`,
      [between]: "import { listRuns } from '#lib/runs/queries.ts'",
    }),
  ).toEqual([
    `file ${form}: brings server code to the browser: ${form} -> ${between} -> lib/runs/queries.ts`,
  ])
})

test.each(['app/error.tsx', 'app/global-error.tsx'])('%s runs in the browser too', (path) =>
  expect(find({ [path]: "import { db } from '#db/client.ts'" })).toHaveLength(1),
)
