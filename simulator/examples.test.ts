import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'

import { languages, type Language } from '#simulator/domains/domain.ts'
import { heardPhrases } from '#simulator/understanding/grammar.ts'
import { respond } from '#simulator/understanding/respond.ts'

const Tool = z.looseObject({
  name: z.string(),
  called: z.boolean().default(true),
  arguments: z.record(z.string(), z.unknown()).default({}),
  status: z.string().optional(),
})
const Said = z.union([z.string(), z.record(z.string(), z.string())])
const Suite = z.looseObject({
  suite: z.string(),
  cases: z.array(
    z.looseObject({
      id: z.string(),
      tags: z.array(z.string()).default([]),
      languages: z.record(z.string(), z.unknown()),
      turns: z.array(
        z.looseObject({
          say: Said,
          expect: z.looseObject({
            intent: z.string().optional(),
            entities: z.record(z.string(), z.unknown()).default({}),
            tools: z.array(Tool).default([]),
          }),
        }),
      ),
    }),
  ),
})

const folder = join(import.meta.dirname, '../examples')
const suites = readdirSync(folder)
  .filter((name) => name.endsWith('.suite.yaml'))
  .map((name) => Suite.parse(parse(readFileSync(join(folder, name), 'utf8'))))

const variants = suites.flatMap(({ suite, cases }) =>
  cases.flatMap((testCase) =>
    Object.keys(testCase.languages).map((tag) => ({
      name: `${suite}: ${testCase.id} (${tag})`,
      language: z.enum(languages).parse(tag.slice(0, 2)),
      turns: testCase.turns.map((turn) => ({
        said: typeof turn.say === 'string' ? turn.say : (turn.say[tag] ?? ''),
        expected: turn.expect,
      })),
    })),
  ),
)

/** Entities by lower-case name, as expectations write them. */
const lower = (entities: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(entities).map(([name, value]) => [name.toLowerCase(), value]))

/** Whether the tools that are expected were called with what they are to be given, and no forbidden one. */
const toolsHold = (expected: z.output<typeof Tool>[], { toolCalls }: ReturnType<typeof respond>) =>
  expected.every(({ name, called, status, arguments: wanted }) => {
    const fits = toolCalls.some(
      (use) =>
        use.name === name &&
        (status === undefined || (status === 'failed') === 'error' in use.outcome) &&
        Object.entries(wanted).every(([key, value]) => (use.arguments[key] ?? null) === value),
    )
    return fits === called
  })

function holds(turns: (typeof variants)[number]['turns'], language: Language, weakSpots: boolean) {
  let state: unknown
  return turns.every(({ said, expected }) => {
    const answer = respond({ text: said, language, state, weakSpots })
    state = answer.state ?? undefined
    const entities = lower(answer.entities)
    return (
      answer.kind === (expected.intent ?? answer.kind) &&
      toolsHold(expected.tools, answer) &&
      Object.entries(expected.entities).every(([name, value]) => entities[name] === value)
    )
  })
}

test('there are about 35 cases and four languages', () => {
  expect(suites.flatMap(({ cases }) => cases).length).toBeGreaterThanOrEqual(34)
  expect(new Set(variants.map(({ language }) => language)).size).toBe(4)
})

test.each(variants)('$name is answered as expected without weak spots', ({ turns, language }) =>
  expect(holds(turns, language, false)).toBe(true),
)

test('in writing exactly the weak spots of understanding, and of the use of tools, fail', () => {
  const failing = variants.filter(({ turns, language }) => !holds(turns, language, true))
  expect(failing.map(({ name }) => name).sort()).toEqual([
    'Music and small talk: pause-music (es-ES)',
    'Orders: changes-nothing (de-DE)',
    'Orders: changes-nothing (en-US)',
    'Orders: swapped-digits (en-US)',
    'Timer: three-turns (de-DE)',
  ])
})

test.each(variants.filter(({ name }) => !name.includes('not-understood')))(
  'the ears know every phrase of $name',
  ({ turns, language }) => {
    const known = new Set(heardPhrases(language).map((phrase) => phrase.toLowerCase()))
    expect(turns.map(({ said }) => said.toLowerCase()).filter((said) => !known.has(said))).toEqual(
      [],
    )
  },
)
