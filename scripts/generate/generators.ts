import { existsSync, readFileSync } from 'node:fs'

import { generateApiMethods } from '#scripts/generate/api-methods.ts'
import { generateApiModules } from '#scripts/generate/api-modules.ts'
import { generateConfiguration } from '#scripts/generate/configuration.ts'
import { generateConnectorCapabilities } from '#scripts/generate/connector-capabilities.ts'
import { generateDashboards } from '#scripts/generate/dashboards.ts'
import { generateDataModel } from '#scripts/generate/data-model.ts'
import type { GeneratedFile, Generator } from '#scripts/generate/generated-file.ts'
import { generateSuiteSchema } from '#scripts/generate/suite-schema.ts'
import { fromRoot } from '#scripts/processes/root.ts'

/** One line for each part of the repository that is written from code. */
const generators: Generator[] = [
  generateApiMethods,
  generateApiModules,
  generateConfiguration,
  generateConnectorCapabilities,
  generateDashboards,
  generateDataModel,
  generateSuiteSchema,
]

export async function generateAll(): Promise<GeneratedFile[]> {
  return (await Promise.all(generators.map((generate) => generate()))).flat()
}

/** Of `files` those whose text on disk differs or is missing. */
export function staleFiles(files: GeneratedFile[]): GeneratedFile[] {
  return files.filter(({ path, text }) => {
    const file = fromRoot(path)
    return !existsSync(file) || readFileSync(file, 'utf8') !== text
  })
}
