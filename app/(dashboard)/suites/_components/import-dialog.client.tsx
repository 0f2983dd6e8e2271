'use client'

import { FileUp } from 'lucide-react'
import { useRef, useState, useTransition, type DragEvent } from 'react'

import { ImportReportTable } from '#app/(dashboard)/suites/_components/import-report-table.tsx'
import type { ImportReport, ImportResult } from '#app/(dashboard)/suites/_lib/import-types.ts'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { Dialog } from '#components/ui/dialog.client.tsx'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { formatBytes } from '#lib/platform/format/share.ts'
import { soundAccept } from '#lib/platform/format/sound-names.ts'

export type ImportDialogProps = {
  /** formats that can be read; the first is tried when the file's name tells nothing */
  formats: { value: string; label: string }[]
  /** reads suite files and the recordings they name; with `dryRun` nothing is written */
  onImport: (files: File[], format: string, dryRun: boolean) => Promise<ImportResult>
  onImported: (report: ImportReport) => void
  onClose: () => void
}

/** Drop files, see what would become of each line of them, then import. */
export function ImportDialog({ formats, onImport, onImported, onClose }: ImportDialogProps) {
  const [files, setFiles] = useState<File[]>([])
  const [format, setFormat] = useState(formats[0]?.value ?? '')
  const [result, setResult] = useState<ImportResult | null>(null)
  const [pending, startTransition] = useTransition()

  const check = (next: File[], nextFormat: string) => {
    setFiles(next)
    setFormat(nextFormat)
    setResult(null)
    startTransition(async () => setResult(await onImport(next, nextFormat, true)))
  }
  const write = () =>
    startTransition(async () => {
      const written = await onImport(files, format, false)
      if (written.ok) onImported(written.data)
      else setResult(written)
    })

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Import suites"
      description="Files are checked first; nothing is saved until you confirm. A case whose key exists is updated, never doubled."
      className="sm:max-w-2xl"
      footer={
        <>
          <Button variant="outline" onClick={onClose}>
            Cancel
          </Button>
          <Button disabled={!result?.ok || pending} onClick={write}>
            {pending && <Spinner />} Import
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <DropZone files={files} onFiles={(next) => check(next, format)} />
        {formats.length > 1 && (
          <Field label="Format">
            {(aria) => (
              <Select
                {...aria}
                value={format}
                onChange={(event) =>
                  files.length > 0
                    ? check(files, event.target.value)
                    : setFormat(event.target.value)
                }
              >
                {formats.map((one) => (
                  <option key={one.value} value={one.value}>
                    {one.label}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <div aria-live="polite">
          {pending && <p className="text-muted-foreground text-sm">Reading…</p>}
          {!pending && result && <ImportReportTable result={result} />}
        </div>
      </div>
    </Dialog>
  )
}

type DropZoneProps = { files: File[]; onFiles: (files: File[]) => void }

function DropZone({ files, onFiles }: DropZoneProps) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const dropped = [...event.dataTransfer.files]
    if (dropped.length > 0) onFiles(dropped)
  }
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn(
        'flex flex-col items-center gap-2 rounded-lg border border-dashed px-4 py-7 text-center text-sm transition-colors',
        over && 'border-primary bg-accent',
      )}
    >
      <FileUp className="text-muted-foreground size-6" aria-hidden />
      {files.length > 0 ? (
        <ul>
          {files.map((file) => (
            <li key={file.name}>
              <span className="font-medium">{file.name}</span>{' '}
              <span className="text-muted-foreground">{formatBytes(file.size)}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-muted-foreground">
          Drop suite files here, with the recordings they name
        </p>
      )}
      <Button variant="outline" size="sm" onClick={() => input.current?.click()}>
        {files.length > 0 ? 'Choose others' : 'Choose files'}
      </Button>
      <input
        ref={input}
        type="file"
        className="sr-only"
        tabIndex={-1}
        aria-label="Suite files"
        multiple
        accept={`.yaml,.yml,.json,${soundAccept}`}
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])]
          if (chosen.length > 0) onFiles(chosen)
          event.target.value = ''
        }}
      />
    </div>
  )
}
