import Link from 'next/link'

import { Button } from '#components/ui/button.tsx'

export default function NotFound() {
  return (
    <main className="mx-auto max-w-xl space-y-4 px-4 py-24 text-center">
      <h1 className="text-xl font-semibold tracking-tight">Nothing here</h1>
      <p className="text-muted-foreground text-sm text-pretty">
        The address is wrong, the page was removed, or it belongs to another organization.
      </p>
      <Button asChild>
        <Link href="/">Go to the overview</Link>
      </Button>
    </main>
  )
}
