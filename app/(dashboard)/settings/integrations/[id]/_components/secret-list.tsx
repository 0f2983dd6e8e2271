import type { ReactNode } from 'react'

type SecretListProps = {
  /** what each is called */
  titles: Record<string, string>
  /** what may be told of those that are stored */
  facts: Record<string, ReactNode>
}

/** Stored secrets where they cannot be changed. */
export function SecretList({ titles, facts }: SecretListProps) {
  const stored = Object.entries(facts)
  if (stored.length === 0) return null
  return (
    <dl className="space-y-2 text-sm">
      {stored.map(([field, fact]) => (
        <div key={field}>
          <dt className="font-medium">{titles[field] ?? field}</dt>
          <dd className="text-muted-foreground">{fact}</dd>
        </div>
      ))}
    </dl>
  )
}
