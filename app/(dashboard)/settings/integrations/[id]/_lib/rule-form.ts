import { textOf } from '#components/ui/use-submit.client.ts'
import type { Refusal } from '#lib/platform/action-result.ts'
import { faultsOf } from '#lib/platform/format/faults.ts'
import { TriggerRule } from '#lib/webhooks/schema.ts'

const lines = (data: FormData, name: string) =>
  textOf(data, name)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

const all = (data: FormData, name: string) =>
  data.getAll(name).filter((value) => typeof value === 'string')

/** The rule that a submitted form says, or what is wrong with it. */
export function readRule(data: FormData): { ok: true; data: TriggerRule } | Refusal {
  const environments = lines(data, 'environments')
  const {
    success,
    data: rule,
    error,
  } = TriggerRule.safeParse({
    name: textOf(data, 'name'),
    is_enabled: data.get('is_enabled') === 'on',
    events: all(data, 'events'),
    repositories: lines(data, 'repositories'),
    branches: lines(data, 'branches'),
    tags: lines(data, 'tags'),
    ...(environments.length > 0 && { environments }),
    paths: lines(data, 'paths'),
    ignored_paths: lines(data, 'ignored_paths'),
    labels: lines(data, 'labels'),
    authors: textOf(data, 'authors'),
    suites: all(data, 'suites'),
    target: textOf(data, 'target'),
    mode: textOf(data, 'mode'),
    languages: all(data, 'languages'),
    priority: Number(textOf(data, 'priority') || 0),
    fail_on: textOf(data, 'fail_on'),
    cancel_running: data.get('cancel_running') === 'on',
  })
  if (success) return { ok: true, data: rule }
  return {
    ok: false,
    code: 'invalid',
    message: 'Some fields are not valid',
    faults: faultsOf(error),
  }
}
