import { z } from 'zod'

/**
 * Marks all settings but the usual ones as seldom needed, so that forms fold them away (`group: 'advanced'` in the JSON
 * Schema). Titles and descriptions stay.
 */
export function foldAllBut<T extends z.ZodRawShape>(shape: T, ...usual: (keyof T)[]): T {
  for (const [name, schema] of Object.entries(shape))
    if (schema instanceof z.ZodType && !usual.includes(name))
      z.globalRegistry.add(schema, { ...schema.meta(), group: 'advanced' })
  return shape
}
