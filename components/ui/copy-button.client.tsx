'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'

import { Button } from '#components/ui/button.tsx'

export type CopyButtonProps = { text: string; label?: string; className?: string }

export function CopyButton({ text, label = 'Copy', className }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')

  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), 2_000)
    return () => clearTimeout(timer)
  }, [state])

  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('failed'),
    )

  return (
    <Button
      variant="ghost"
      size="icon-sm"
      className={className}
      aria-label={label}
      title={state === 'failed' ? 'The browser did not allow copying' : label}
      onClick={() => void copy()}
    >
      {state === 'copied' ? <Check className="text-passed" aria-hidden /> : <Copy aria-hidden />}
      <span className="sr-only" role="status">
        {state === 'copied' ? 'Copied' : state === 'failed' ? 'Copying failed' : ''}
      </span>
    </Button>
  )
}
