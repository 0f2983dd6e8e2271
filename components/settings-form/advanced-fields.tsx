import { ChevronRight } from 'lucide-react'

import type { SchemaField } from '#components/settings-form/json-schema.ts'
import { SchemaFields } from '#components/settings-form/schema-fields.tsx'

type AdvancedFieldsProps = {
  scope: string
  fields: SchemaField[]
  errors: Record<string, string>
}

/** Settings that are seldom needed, folded away. They are sent with the form all the same. */
export function AdvancedFields({ fields, ...props }: AdvancedFieldsProps) {
  if (fields.length === 0) return null
  return (
    <details className="group rounded-md border sm:col-span-2">
      <summary className="hover:bg-accent/60 focus-visible:outline-ring flex min-h-10 cursor-pointer list-none items-center gap-2 rounded-md px-3 text-sm font-medium focus-visible:outline-2 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          className="size-4 transition-transform group-open:rotate-90 motion-reduce:transition-none"
          aria-hidden
        />
        Advanced settings
        <span className="text-muted-foreground font-normal">{fields.length}</span>
      </summary>
      <div className="grid gap-4 border-t px-3 pt-3 pb-4 sm:grid-cols-2">
        <SchemaFields {...props} fields={fields} />
      </div>
    </details>
  )
}
