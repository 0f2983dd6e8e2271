'use client'

import { ArrowDown, ArrowUp, Plus } from 'lucide-react'
import type { ReactNode } from 'react'

import type { Names } from '#app/(dashboard)/settings/_lib/rule-words.ts'
import {
  RuleFields,
  type RuleOptions,
} from '#app/(dashboard)/settings/integrations/[id]/_components/rule-fields.client.tsx'
import { RuleSummary } from '#app/(dashboard)/settings/integrations/[id]/_components/rule-summary.tsx'
import { setTriggersAction } from '#app/(dashboard)/settings/integrations/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { FormDialog } from '#components/ui/form-dialog.client.tsx'
import { toast } from '#components/ui/toast.client.ts'
import { useAction } from '#components/ui/use-action.client.ts'
import type { Submit } from '#components/ui/use-submit.client.ts'
import type { ActionResult } from '#lib/platform/action-result.ts'
import type { TriggerRule } from '#lib/webhooks/schema.ts'

type TriggerRulesProps = {
  connectionId: string
  rules: TriggerRule[]
  options: RuleOptions
  suites: Names
  targets: Names
}

type Fault = { path: string; message: string }

/** Faults of one rule among all, at the fields of its form. */
const faultsOfRule = (faults: readonly Fault[], index: number) =>
  faults.map(({ path, message }) => ({
    path: path.replace(new RegExp(`^rules\\[${index}\\]\\.`), ''),
    message,
  }))

function moved(rules: TriggerRule[], from: number, to: number): TriggerRule[] {
  const [rule] = rules.slice(from, from + 1)
  return rule ? rules.toSpliced(from, 1).toSpliced(to, 0, rule) : rules
}

/** Each change is saved at once, as a whole list: there is no draft to lose. */
export function TriggerRules({ connectionId, rules, ...props }: TriggerRulesProps) {
  const save = (next: TriggerRule[]) =>
    setTriggersAction({ id: connectionId, input: { rules: next } })
  const order = useAction(save)

  const saveRule = async (data: FormData, index: number) => {
    const { readRule } =
      await import('#app/(dashboard)/settings/integrations/[id]/_lib/rule-form.ts')
    const read = readRule(data)
    if (!read.ok) return read
    const result = await save(rules.toSpliced(index, 1, read.data))
    if (result.ok) {
      order.reset()
      toast.success(`Saved ${read.data.name}`)
      return result
    }
    return { ...result, faults: faultsOfRule(result.faults, index) }
  }
  const remove = (index: number) => save(rules.toSpliced(index, 1))
  const move = (from: number, to: number) => void order.run(moved(rules, from, to))

  return (
    <div className="min-w-0 border-t">
      {rules.length > 0 && (
        <ol className="divide-y border-b">
          {rules.map((rule, index) => (
            <li key={rule.name} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
              <RuleSummary rule={rule} suites={props.suites} targets={props.targets} />
              <div className="flex flex-wrap items-center gap-1">
                <MoveButton
                  label={`Move ${rule.name} up`}
                  disabled={order.pending || index === 0}
                  onMove={() => move(index, index - 1)}
                  icon={<ArrowUp aria-hidden />}
                />
                <MoveButton
                  label={`Move ${rule.name} down`}
                  disabled={order.pending || index === rules.length - 1}
                  onMove={() => move(index, index + 1)}
                  icon={<ArrowDown aria-hidden />}
                />
                <RuleDialog
                  rule={rule}
                  options={props.options}
                  onSave={(data) => saveRule(data, index)}
                />
                <RemoveRule name={rule.name} onRemove={() => remove(index)} />
              </div>
            </li>
          ))}
        </ol>
      )}
      <div className="flex flex-wrap items-center gap-3 px-4 py-3">
        <RuleDialog
          rule={null}
          options={props.options}
          onSave={(data) => saveRule(data, rules.length)}
        />
        <FieldError message={order.error} />
      </div>
    </div>
  )
}

type MoveButtonProps = {
  label: string
  disabled: boolean
  onMove: () => void
  icon: ReactNode
}

/** Stays focusable at the ends of the list, so that the keyboard does not lose its place. */
const MoveButton = ({ label, disabled, onMove, icon }: MoveButtonProps) => (
  <Button
    variant="ghost"
    size="icon-sm"
    aria-label={label}
    aria-disabled={disabled}
    onClick={() => !disabled && onMove()}
  >
    {icon}
  </Button>
)

type RuleDialogProps = {
  rule: TriggerRule | null
  options: RuleOptions
  onSave: Submit
}

function RuleDialog({ rule, options, onSave }: RuleDialogProps) {
  return (
    <FormDialog
      trigger={(open) => (
        <Button
          variant="outline"
          size="sm"
          aria-haspopup="dialog"
          onClick={open}
          {...(rule && { 'aria-label': `Edit ${rule.name}` })}
        >
          {rule ? (
            'Edit'
          ) : (
            <>
              <Plus aria-hidden /> Add rule
            </>
          )}
        </Button>
      )}
      title={rule ? `Edit ${rule.name}` : 'Add rule'}
      description="All conditions must match. Each matching rule starts its own run."
      submitLabel="Save rule"
      onSubmit={onSave}
    >
      {(errors) => <RuleFields rule={rule} options={options} errors={errors} />}
    </FormDialog>
  )
}

function RemoveRule({ name, onRemove }: { name: string; onRemove: () => Promise<ActionResult> }) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline" size="sm" aria-label={`Remove ${name}`}>
          Remove
        </Button>
      }
      title={`Remove ${name}?`}
      description="Its events start nothing from now on. Runs that it started stay."
      confirmLabel="Remove rule"
      destructive
      onConfirm={onRemove}
    />
  )
}
