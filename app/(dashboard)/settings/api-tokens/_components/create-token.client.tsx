'use client'

import { Plus } from 'lucide-react'
import { useState } from 'react'

import { tokenUses } from '#app/(dashboard)/settings/api-tokens/_lib/token-uses.ts'
import { createTokenAction } from '#app/(dashboard)/settings/api-tokens/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { Field } from '#components/ui/field.tsx'
import { FormDialog } from '#components/ui/form-dialog.client.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { textOf } from '#components/ui/use-submit.client.ts'

/** `most`: days that the server allows; 0 for any, and for ever. */
function livesWithin(most: number) {
  const usual = [
    { days: 30, label: '30 days' },
    { days: 90, label: '90 days' },
    { days: 365, label: 'A year' },
  ].filter(({ days }) => most === 0 || days <= most)
  if (most === 0) return [...usual, { days: '', label: 'Never' }]
  const longest = usual.at(-1)?.days
  return longest === most ? usual : [...usual, { days: most, label: `${most} days` }]
}

/** The token is held by this component alone: gone when the page is left. */
export function CreateToken({ maxDays }: { maxDays: number }) {
  const lives = livesWithin(maxDays)
  const [made, setMade] = useState<{ name: string; token: string } | null>(null)
  const save = async (data: FormData) => {
    const name = textOf(data, 'name')
    const days = textOf(data, 'expires_in_days')
    const result = await createTokenAction({
      name,
      expires_in_days: days === '' ? null : Number(days),
      scopes: tokenUses[Number(textOf(data, 'scopes'))]?.scopes,
    })
    if (result.ok) setMade({ name, token: result.data })
    return result
  }
  return (
    <div className="space-y-4">
      <FormDialog
        trigger={(open) => (
          <Button aria-haspopup="dialog" onClick={open}>
            <Plus aria-hidden /> Create token
          </Button>
        )}
        title="Create API token"
        description="It acts as you, with your role at the time of each request."
        submitLabel="Create token"
        onSubmit={save}
      >
        {(errors) => (
          <>
            <Field label="Name" required hint="Where it is used." error={errors.name}>
              {(aria) => <Input {...aria} name="name" required autoFocus maxLength={200} />}
            </Field>
            <Field
              label="May be used to"
              hint="Never more than your role allows."
              error={errors.scopes}
            >
              {(aria) => (
                <Select {...aria} name="scopes" defaultValue="0">
                  {tokenUses.map(({ label }, index) => (
                    <option key={label} value={index}>
                      {label}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field label="Expires after" error={errors.expires_in_days}>
              {(aria) => (
                <Select
                  {...aria}
                  name="expires_in_days"
                  defaultValue={lives.length > 1 ? lives[1]?.days : lives[0]?.days}
                >
                  {lives.map(({ days, label }) => (
                    <option key={days} value={days}>
                      {label}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          </>
        )}
      </FormDialog>
      {made && (
        <div role="status" className="bg-running-soft space-y-2 rounded-lg p-4 text-sm">
          <p>
            The token <strong>{made.name}</strong>. Copy it now: it is not shown again.
          </p>
          <CodeBlock label="Token" code={made.token} className="bg-card" />
          <Button variant="outline" size="sm" onClick={() => setMade(null)}>
            I have copied it
          </Button>
        </div>
      )}
    </div>
  )
}
