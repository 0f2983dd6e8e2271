import { Download } from 'lucide-react'

import { Button } from '#components/ui/button.tsx'

export type ExportButtonProps = { suiteId: string; format: 'yaml' | 'botium'; label: string }

/** A plain download link: works without scripts and with any size. */
export function ExportButton({ suiteId, format, label }: ExportButtonProps) {
  return (
    <Button asChild variant="outline">
      <a href={`/api/v1/suites/${suiteId}/export?format=${format}`} download>
        <Download aria-hidden /> {label}
      </a>
    </Button>
  )
}
