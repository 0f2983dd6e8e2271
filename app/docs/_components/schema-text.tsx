/** A JSON Schema as text; references read as the name of what they refer to. */
export function SchemaText({ schema }: { schema: unknown }) {
  return (
    <pre
      tabIndex={0}
      className="bg-muted mt-2 max-h-96 overflow-auto rounded-md p-3 text-xs leading-relaxed"
    >
      {JSON.stringify(schema, null, 2)}
    </pre>
  )
}
