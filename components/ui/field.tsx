import { CircleAlert } from 'lucide-react'
import { useId, type ReactNode } from 'react'

import { cn } from '#components/ui/cn.ts'
import { Label } from '#components/ui/label.tsx'

/** To be spread on the control, so that label, hint and error belong to it. */
export type ControlProps = {
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: true
  'aria-required'?: true
}

export type FieldProps = {
  label: ReactNode
  /** shown under the label */
  hint?: ReactNode
  error?: string | undefined
  required?: boolean
  className?: string
  /** label to the right of a checkbox or switch */
  inline?: boolean
  children: (control: ControlProps) => ReactNode
}

export function Field({ label, hint, error, required, className, inline, children }: FieldProps) {
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  const control: ControlProps = {
    id,
    ...(described && { 'aria-describedby': described }),
    ...(error && { 'aria-invalid': true }),
    ...(required && { 'aria-required': true }),
  }
  return (
    <div className={cn('grid content-start gap-1.5', className)}>
      <div className={inline ? 'flex items-center gap-2.5' : 'grid gap-1.5'}>
        {inline && children(control)}
        <Label htmlFor={id} className="leading-5">
          {label}
          {required && (
            <span className="text-failed ml-0.5" aria-hidden>
              *
            </span>
          )}
        </Label>
        {!inline && children(control)}
      </div>
      {hint && (
        <p id={`${id}-hint`} className="text-muted-foreground text-xs leading-4">
          {hint}
        </p>
      )}
      <FieldError id={`${id}-error`} message={error} />
    </div>
  )
}

export function FieldError({ id, message }: { id?: string; message: string | undefined }) {
  if (!message) return null
  return (
    <p id={id} role="alert" className="text-failed flex items-start gap-1 text-xs leading-4">
      <CircleAlert className="mt-px size-3.5 shrink-0" aria-hidden />
      {message.charAt(0).toUpperCase() + message.slice(1)}
    </p>
  )
}
