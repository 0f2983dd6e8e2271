'use client'

import { AudioLines } from 'lucide-react'
import { useState } from 'react'

import type {
  AskPreview,
  ProfileValue,
} from '#app/(dashboard)/settings/device-profiles/_lib/types.ts'
import { lazyView } from '#components/lazy/lazy-view.client.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { useAction } from '#components/ui/use-action.client.ts'
import type { PreviewView } from '#lib/device-profiles/schema.ts'
import type { Refusal } from '#lib/platform/action-result.ts'

const PreviewResult = lazyView(
  () =>
    import('#app/(dashboard)/settings/device-profiles/_components/preview-result.tsx').then(
      (view) => view.PreviewResult,
    ),
  { loading: () => <Skeleton className="h-96" /> },
)

type PreviewPanelProps = {
  languages: string[]
  /** the profile as it stands in the form; null when it has faults, which are then shown there */
  read: () => Pick<ProfileValue, 'settings' | 'seed'> | null
  onPreview: AskPreview
  /** faults of fields are the form's to show */
  onRefused?: (refusal: Refusal) => void
}

/** Speaks a sentence through the profile when asked, to be heard and looked at beside the clean one. */
export function PreviewPanel({ languages, read, onPreview, onRefused }: PreviewPanelProps) {
  const [text, setText] = useState('')
  const [language, setLanguage] = useState(languages[0] ?? 'en-US')
  const [preview, setPreview] = useState<PreviewView>()
  const [isFaulty, setFaulty] = useState(false)
  const { run, pending, error } = useAction(onPreview, { onDone: setPreview })
  const problem = isFaulty ? 'Some settings are not valid: see the form.' : error

  const listen = async () => {
    const profile = read()
    setFaulty(profile === null)
    if (!profile) return
    const { settings, seed } = profile
    const said = text.trim()
    const answer = await run({
      ...{ settings, seed, language, voice: 'default' },
      ...(said !== '' && { text: said }),
    })
    if (!answer.ok && answer.faults.length > 0) onRefused?.(answer)
  }
  return (
    <Card aria-label="Preview" className="xl:sticky xl:top-4">
      <CardHeader
        title="Listen and look"
        description="The same sentence as it is spoken and as it is heard through the profile."
      />
      <CardBody className="space-y-4">
        <div className="grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_8rem_auto]">
          <Field label="Sentence">
            {(aria) => (
              <Input
                {...aria}
                value={text}
                maxLength={200}
                lang={language}
                placeholder="A question about the weather"
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
          <Field label="Language">
            {(aria) => (
              <Select
                {...aria}
                value={language}
                onChange={(event) => setLanguage(event.target.value)}
              >
                {languages.map((one) => (
                  <option key={one} value={one}>
                    {one}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Button variant="secondary" disabled={pending} onClick={() => void listen()}>
            {pending ? <Spinner /> : <AudioLines aria-hidden />}
            {preview ? 'Update preview' : 'Make preview'}
          </Button>
        </div>
        <p role="status" className="text-muted-foreground text-xs empty:hidden">
          {pending && 'Speaking the sentence and sending it through the profile…'}
        </p>
        {problem !== undefined && !pending && (
          <p role="alert" className="bg-invalid-soft text-invalid rounded-md p-2.5 text-sm">
            {problem}
          </p>
        )}
        {preview && (
          <div aria-busy={pending} className={pending ? 'opacity-60' : ''}>
            <PreviewResult preview={preview} language={language} />
          </div>
        )}
      </CardBody>
    </Card>
  )
}
