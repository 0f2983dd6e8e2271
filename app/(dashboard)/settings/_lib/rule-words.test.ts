import { expect, test } from 'vitest'

import { conditionWords, effectWords } from '#app/(dashboard)/settings/_lib/rule-words.ts'
import { TriggerRule } from '#lib/webhooks/schema.ts'

const rule = (given: Partial<TriggerRule>) =>
  TriggerRule.parse({ name: 'r', events: ['push'], suites: ['s1'], target: 't1', ...given })

test('a rule without conditions names its events only', () =>
  expect(conditionWords(rule({ events: ['push', 'pull_request'] }))).toBe(
    'On push or pull request',
  ))

test('every condition that is set is told', () =>
  expect(
    conditionWords(
      rule({ branches: ['main', 'release/*'], ignored_paths: ['docs/**'], authors: 'anyone' }),
    ),
  ).toBe('On push, branch main or release/*, not only docs/** changed, also of forks'))

test('suites and targets are told by name, whether the rule has their id or their name', () =>
  expect(
    effectWords(rule({ suites: ['s1', 'Calls'] }), { s1: 'Weather', s2: 'Calls' }, { t1: 'Car' }),
  ).toBe('Weather and Calls on Car, by voice'))

test('what a rule names and nobody has is said', () =>
  expect(effectWords(rule({}), {}, { t1: 'Car' })).toBe('s1 (not found) on Car, by voice'))
