'use client'

import { eventWords } from '#app/(dashboard)/settings/_lib/rule-words.ts'
import { MultiField } from '#app/(dashboard)/settings/integrations/[id]/_components/multi-field.client.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import type { Option } from '#components/ui/multi-select.client.tsx'
import { Select } from '#components/ui/select.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { Errors } from '#components/ui/use-form-errors.client.ts'
import { triggerEvents } from '#db/enums.ts'
import type { TriggerRule } from '#lib/webhooks/schema.ts'

export type RuleOptions = { suites: Option[]; targets: Option[]; languages: string[] }

export type RuleFieldsProps = {
  /** null for a new one */
  rule: TriggerRule | null
  options: RuleOptions
  errors: Errors
}

const idOf = (options: Option[], one: string) =>
  options.find(({ value, label }) => value === one || label === one)?.value ?? one

export function RuleFields({ rule, options, errors }: RuleFieldsProps) {
  return (
    <>
      <Field label="Name" required error={errors.name} hint="Shown in the delivery log.">
        {(aria) => (
          <Input {...aria} name="name" defaultValue={rule?.name ?? ''} maxLength={100} autoFocus />
        )}
      </Field>
      <MultiField
        name="events"
        label="Events"
        required
        error={errors.events}
        placeholder="Choose events"
        options={triggerEvents.map((event) => ({ value: event, label: eventWords[event] }))}
        initial={rule?.events ?? ['push', 'pull_request']}
      />
      <Effect rule={rule} options={options} errors={errors} />
      <Conditions rule={rule} errors={errors} />
      <More rule={rule} options={options} errors={errors} />
      <Field label="In use" inline error={errors.is_enabled}>
        {(aria) => <Switch {...aria} name="is_enabled" defaultChecked={rule?.is_enabled ?? true} />}
      </Field>
    </>
  )
}

function Effect({ rule, options, errors }: RuleFieldsProps) {
  const { suites, targets } = options
  const target = rule ? idOf(targets, rule.target) : (targets[0]?.value ?? '')
  return (
    <>
      <MultiField
        name="suites"
        label="Suites"
        required
        error={errors.suites}
        placeholder="Choose suites"
        options={suites}
        initial={(rule?.suites ?? []).map((one) => idOf(suites, one))}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Target" required error={errors.target}>
          {(aria) => (
            <Select {...aria} name="target" defaultValue={target}>
              {targets.length === 0 && <option value="">No target yet: add one first</option>}
              {targets.every(({ value }) => value !== target) && target !== '' && (
                <option value={target}>{target} (not found)</option>
              )}
              {targets.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Mode" error={errors.mode}>
          {(aria) => (
            <Select {...aria} name="mode" defaultValue={rule?.mode ?? 'voice'}>
              <option value="voice">Voice</option>
              <option value="text">Text</option>
              <option value="twin">Voice and text</option>
            </Select>
          )}
        </Field>
      </div>
    </>
  )
}

const patterns = [
  {
    name: 'branches',
    label: 'Branches',
    hint: 'Of a pull request or merge group: the branch it would go into.',
    example: 'main\nrelease/*',
  },
  { name: 'repositories', label: 'Repositories', hint: 'owner/name', example: 'acme/voice' },
  {
    name: 'paths',
    label: 'Changed files',
    hint: 'At least one must match; ** crosses folders.',
    example: 'src/**',
  },
  {
    name: 'ignored_paths',
    label: 'Files that do not count',
    hint: 'Changed alone, they start nothing.',
    example: 'docs/**\n**/*.md',
  },
  { name: 'tags', label: 'Tags', hint: 'Of tags and releases.', example: 'v*' },
  {
    name: 'environments',
    label: 'Environments',
    hint: 'Of deployments: where they went.',
    example: 'staging',
  },
  {
    name: 'labels',
    label: 'Labels',
    hint: 'A pull request must carry one of them; adding it starts the run.',
    example: 'voice',
  },
] as const

function Conditions({ rule, errors }: Pick<RuleFieldsProps, 'rule' | 'errors'>) {
  return (
    <fieldset className="min-w-0 rounded-md border px-4 pb-4">
      <legend className="-ml-1 px-1 text-sm font-medium">Conditions</legend>
      <p className="text-muted-foreground pb-3 text-xs">
        One pattern a line; * stays within one part of a name. What is empty asks nothing.
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        {patterns.map(({ name, label, hint, example }) => (
          <Field key={name} label={label} hint={hint} error={errors[name]}>
            {(aria) => (
              <Textarea
                {...aria}
                name={name}
                rows={2}
                defaultValue={(rule?.[name] ?? []).join('\n')}
                placeholder={example}
                spellCheck={false}
                className="min-h-9 font-mono text-xs"
              />
            )}
          </Field>
        ))}
        <Field
          label="Authors"
          error={errors.authors}
          hint="Whoever may open a pull request from a fork could run your suites. A comment starts a run only for people who may write to the repository."
          className="sm:col-span-2"
        >
          {(aria) => (
            <Select {...aria} name="authors" defaultValue={rule?.authors ?? 'trusted'}>
              <option value="trusted">Who may write to the repository</option>
              <option value="anyone">Anyone, forks too</option>
            </Select>
          )}
        </Field>
      </div>
    </fieldset>
  )
}

function More({ rule, options, errors }: RuleFieldsProps) {
  return (
    <fieldset className="min-w-0 rounded-md border px-4 pb-4">
      <legend className="-ml-1 px-1 text-sm font-medium">The run</legend>
      <div className="grid gap-4 pt-1 sm:grid-cols-2">
        <MultiField
          name="languages"
          label="Languages"
          hint="None chosen runs all."
          error={errors.languages}
          placeholder="All"
          options={options.languages.map((value) => ({ value, label: value }))}
          initial={rule?.languages ?? []}
        />
        <Field label="Priority" hint="−10 to 10; higher runs first." error={errors.priority}>
          {(aria) => (
            <Input
              {...aria}
              type="number"
              name="priority"
              min={-10}
              max={10}
              defaultValue={rule?.priority ?? 0}
            />
          )}
        </Field>
        <Field label="The commit fails on" error={errors.fail_on}>
          {(aria) => (
            <Select {...aria} name="fail_on" defaultValue={rule?.fail_on ?? 'any'}>
              <option value="any">any failed case</option>
              <option value="new">a newly failed case</option>
              <option value="never">nothing: the result is only reported</option>
            </Select>
          )}
        </Field>
        <Field
          label="End runs that have begun"
          inline
          hint="A newer commit always ends those that wait."
          error={errors.cancel_running}
        >
          {(aria) => (
            <Switch
              {...aria}
              name="cancel_running"
              defaultChecked={rule?.cancel_running ?? false}
            />
          )}
        </Field>
      </div>
    </fieldset>
  )
}
