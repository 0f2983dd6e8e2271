'use client'

import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'

import type { ControlProps } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'

export type PasswordInputProps = {
  aria: ControlProps
  name: string
  autoComplete: 'current-password' | 'new-password'
}

export function PasswordInput({ aria, name, autoComplete }: PasswordInputProps) {
  const [shown, setShown] = useState(false)
  const Icon = shown ? EyeOff : Eye
  return (
    <span className="relative block">
      <Input
        {...aria}
        name={name}
        type={shown ? 'text' : 'password'}
        autoComplete={autoComplete}
        required
        className="pr-10"
      />
      <button
        type="button"
        aria-label={shown ? 'Hide password' : 'Show password'}
        aria-pressed={shown}
        className="text-muted-foreground hover:text-foreground absolute inset-y-0 right-0 grid w-9 place-items-center rounded-md"
        onClick={() => setShown(!shown)}
      >
        <Icon className="size-4" aria-hidden />
      </button>
    </span>
  )
}
