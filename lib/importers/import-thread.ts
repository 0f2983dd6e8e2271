import { z } from 'zod'

import { getImporter } from '#lib/importers/registry.ts'
import type { ReadResult } from '#lib/importers/types.ts'
import { faultLimit } from '#lib/platform/format/faults.ts'
import { serveQuestions } from '#lib/platform/parsing/serve-questions.ts'

const Question = z.object({
  format: z.string(),
  files: z.array(z.object({ name: z.string(), text: z.string() })),
})

/** Worker thread: reads the files of an import, until enough is wrong with them. */
serveQuestions((question) => {
  const { format, files } = Question.parse(question)
  const importer = getImporter(format)
  const results: ReadResult[] = []
  let faults = 0
  for (const file of files) {
    if (faults >= faultLimit) break
    const result = importer.read(file)
    faults += result.faults.length
    results.push(result)
  }
  return results
})
