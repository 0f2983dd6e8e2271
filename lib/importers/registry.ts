import type { Importer } from '#lib/importers/types.ts'
import { yamlImporter } from '#lib/importers/yaml.ts'
import { InvalidError } from '#lib/platform/errors.ts'

/** Every importer by its format. A new one adds its line here. */
const importers: Readonly<Record<string, Importer>> = {
  [yamlImporter.format]: yamlImporter,
}

const importFormats = Object.keys(importers)

/** The formats for a choice in a form. */
export const importFormatOptions = Object.values(importers).map(({ format, label }) => ({
  value: format,
  label,
}))

/** Throws `InvalidError` that names the formats there are. */
export function getImporter(format: string): Importer {
  const importer = Object.hasOwn(importers, format) ? importers[format] : undefined
  if (importer) return importer
  throw new InvalidError(`There is no import format "${format}"`, [
    { path: 'format', message: `must be one of ${importFormats.join(', ')}` },
  ])
}
