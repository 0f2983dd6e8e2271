import type { Finding } from '#scripts/house/finding.ts'
import { delivered, type Sources } from '#scripts/house/sources.ts'

/** Where settings are defined and documented; being named there is not being read. */
const definitions =
  /^lib\/platform\/config\/(settings|definitions|placeholders|parse)\b|^scripts\/(generate|house)\//

const comment = /^\s*\/\/.*$|\/\*\*?\s[\s\S]*?\*\//gm

/** Settings that no code names outside their definition. An example of a configuration file reads one by `${NAME}`. */
export function deadSettings(sources: Sources, names: readonly string[]): Finding[] {
  const words = new Set<string>()
  for (const [, text] of delivered(sources, (path) => !definitions.test(path)))
    for (const [word] of text.replaceAll(comment, '').matchAll(/\b[A-Z][A-Z0-9_]+\b/g))
      words.add(word)
  return names
    .filter((name) => !words.has(name))
    .map((name) => ({
      name: `setting ${name}`,
      problem: 'no code reads it; read it or remove it from lib/platform/config/settings',
    }))
}
