'use client'

import { Dices } from 'lucide-react'
import { useState } from 'react'

import { newSecret } from '#components/settings-form/new-secret.ts'
import { Button } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.client.tsx'
import type { ControlProps } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'

type SecretInputProps = ControlProps & {
  name: string
  label: string
  autoFocus: boolean
  placeholder: string
  /** of the field, for the form of a new one */
  pattern: string | null
}

/** A secret that both sides must hold: typed, pasted, or made here and then in sight to be copied. */
export function SecretInput({ label, pattern, ...input }: SecretInputProps) {
  const [value, setValue] = useState('')
  const [isMade, setIsMade] = useState(false)
  return (
    <div className="flex gap-2">
      <Input
        {...input}
        type={isMade ? 'text' : 'password'}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => {
          setValue(event.target.value)
          setIsMade(false)
        }}
        {...(isMade && { className: 'font-mono text-xs' })}
      />
      {isMade && <CopyButton text={value} label={`Copy ${label}`} className="size-9" />}
      <Button
        variant="outline"
        aria-label={`Generate ${label}`}
        onClick={() => {
          setValue(newSecret(pattern))
          setIsMade(true)
        }}
      >
        <Dices aria-hidden /> Generate
      </Button>
    </div>
  )
}
