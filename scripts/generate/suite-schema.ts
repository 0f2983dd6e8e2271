import { z } from 'zod'

import { SuiteFile } from '#lib/suites/schema.ts'
import type { Generator } from '#scripts/generate/generated-file.ts'

/** JSON Schema of suite files, published so that editors complete and check them while they are written. */
export const generateSuiteSchema: Generator = async () => {
  const schema = z.toJSONSchema(SuiteFile, { io: 'input', unrepresentable: 'any' })
  const described = {
    ...schema,
    $id: '/suite.schema.json',
    title: 'Earshot suite file',
    description:
      'Cases to hold with a voice AI. Some rules reach further than a schema can say; an import checks them all.',
  }
  return [{ path: 'public/suite.schema.json', text: `${JSON.stringify(described, null, 2)}\n` }]
}
