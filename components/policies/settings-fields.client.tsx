'use client'

import { useId } from 'react'

import { CutField } from '#components/policies/cut-field.client.tsx'
import type { Engine, PolicyErrors, PolicyForm } from '#components/policies/policy-form.ts'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { meaningEngines } from '#db/enums.ts'

/** A validator with its own weight. */
export type ValidatorOption = { kind: string; label: string; weight: number }

export type SettingsFieldsProps = {
  form: PolicyForm
  errors: PolicyErrors
  validators: ValidatorOption[]
  disabled?: boolean
  onChange: (form: PolicyForm) => void
}

type NumberFieldProps = {
  label: string
  hint: string
  unit: string
  text: string
  error: string | undefined
  disabled: boolean
  onChange: (text: string) => void
}

function NumberField({ label, hint, unit, text, error, disabled, onChange }: NumberFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <span className="flex items-center gap-2">
          <Input
            {...control}
            inputMode="decimal"
            className="max-w-28"
            disabled={disabled}
            value={text}
            onChange={({ target }) => onChange(target.value)}
          />
          <span className="text-muted-foreground text-sm">{unit}</span>
        </span>
      )}
    </Field>
  )
}

const engineLabels: Record<Engine, string> = {
  embeddings: 'Embeddings',
  onnx: 'Local model (ONNX)',
  llm: 'LLM judge',
}

function Engines({ form, disabled, onChange }: Required<SettingsFieldsProps>) {
  const id = useId()
  return (
    <fieldset className="space-y-2" aria-describedby={id}>
      <legend className="text-sm font-medium">Engines of meaning that may decide</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-2">
        {meaningEngines.map((engine) => (
          <label key={engine} className="flex items-center gap-2 text-sm">
            <Checkbox
              disabled={disabled}
              checked={form.engines.includes(engine)}
              onChange={({ target }) =>
                onChange({
                  ...form,
                  engines: meaningEngines.filter((one) =>
                    one === engine ? target.checked : form.engines.includes(one),
                  ),
                })
              }
            />
            {engineLabels[engine]}
          </label>
        ))}
      </div>
      <p id={id} className="text-muted-foreground text-xs leading-4">
        Only where one is set up and calibrated; see below what is.
      </p>
    </fieldset>
  )
}

function Weights({ form, errors, validators, disabled, onChange }: Required<SettingsFieldsProps>) {
  const changed = validators.filter(({ kind }) => (form.weights[kind] ?? '') !== '').length
  return (
    <details className="rounded-md border sm:col-span-2" open={changed > 0}>
      <summary className="cursor-default px-3 py-2 text-sm font-medium">
        Weights of validators
        <span className="text-muted-foreground font-normal">
          {changed === 0 ? ' as they come' : `, ${changed} changed`}
        </span>
      </summary>
      <div className="space-y-3 border-t p-3">
        <p className="text-muted-foreground text-xs text-pretty">
          How much each validator counts in the score from 0 to 1. Weights shape the score alone: a
          verdict follows from what is proven. Leave a field empty for the validator’s own weight.
        </p>
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4">
          {validators.map(({ kind, label, weight }) => (
            <Field key={kind} label={label} error={errors[`weights.${kind}`]}>
              {(control) => (
                <Input
                  {...control}
                  inputMode="decimal"
                  disabled={disabled}
                  placeholder={String(weight)}
                  value={form.weights[kind] ?? ''}
                  onChange={({ target }) =>
                    onChange({ ...form, weights: { ...form.weights, [kind]: target.value } })
                  }
                />
              )}
            </Field>
          ))}
        </div>
      </div>
    </details>
  )
}

/** Every setting of a validation policy that people choose. */
export function SettingsFields({ disabled = false, ...props }: SettingsFieldsProps) {
  const { form, errors, onChange } = props
  const change = (part: Partial<PolicyForm>) => onChange({ ...form, ...part })
  return (
    <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2">
      <CutField
        label="Pass without a person from"
        hint="A pass that is proven and at least this sure is final. What is not proven goes to a person whatever its confidence is."
        neverLabel="Every pass goes to a person"
        text={form.autoPass}
        never={form.passNever}
        error={errors['autoPass']}
        disabled={disabled}
        onChange={({ text = form.autoPass, never = form.passNever }) =>
          change({ autoPass: text, passNever: never })
        }
      />
      <CutField
        label="Fail without a person from"
        hint="The same for a failure: at least one expectation is proven wrong, and this sure."
        neverLabel="Every failure goes to a person"
        text={form.autoFail}
        never={form.failNever}
        error={errors['autoFail']}
        disabled={disabled}
        onChange={({ text = form.autoFail, never = form.failNever }) =>
          change({ autoFail: text, failNever: never })
        }
      />
      <NumberField
        label="Blind audits"
        hint="So many of the automatic verdicts are drawn into the review queue, with the verdict hidden. They show how often Earshot is wrong, and earn lower cuts."
        unit="% of what is automatic"
        text={form.auditShare}
        error={errors['auditShare']}
        disabled={disabled}
        onChange={(auditShare) => change({ auditShare })}
      />
      <NumberField
        label="Similarity threshold"
        hint="Likeness from which an unproven answer is probably right. It orders the queue and says which way a verdict leans; it proves nothing."
        unit="%"
        text={form.similarity}
        error={errors['similarity']}
        disabled={disabled}
        onChange={(similarity) => change({ similarity })}
      />
      <NumberField
        label="Longest delay of Earshot itself"
        hint="A response time is no proof if Earshot itself was delayed for longer while it was measured."
        unit="ms"
        text={form.maxOwnSideMs}
        error={errors['maxOwnSideMs']}
        disabled={disabled}
        onChange={(maxOwnSideMs) => change({ maxOwnSideMs })}
      />
      <Field
        label="Human review"
        inline
        hint={
          form.humanReview
            ? 'On: what is not proven waits for a person.'
            : 'Off: the likelier verdict decides, even where nothing is proven. Wrong verdicts are then a matter of luck.'
        }
      >
        {(control) => (
          <Switch
            {...control}
            disabled={disabled}
            checked={form.humanReview}
            onChange={({ target }) => change({ humanReview: target.checked })}
          />
        )}
      </Field>
      <Engines {...props} disabled={disabled} />
      <Weights {...props} disabled={disabled} />
    </div>
  )
}
