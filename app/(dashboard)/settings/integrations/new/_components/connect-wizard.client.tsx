'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'

import type {
  ConnectionFormProps,
  ConnectionInput,
} from '#app/(dashboard)/settings/integrations/_components/connection-form.client.tsx'
import { LazyConnectionForm } from '#app/(dashboard)/settings/integrations/_components/lazy-connection-form.client.tsx'
import { createConnectionAction } from '#app/(dashboard)/settings/integrations/actions.ts'
import { ReceiveStep } from '#app/(dashboard)/settings/integrations/new/_components/receive-step.client.tsx'
import { TestStep } from '#app/(dashboard)/settings/integrations/new/_components/test-step.client.tsx'
import type { NewConnection } from '#app/(dashboard)/settings/integrations/new/_lib/new-connection.ts'
import { Card, CardBody } from '#components/ui/card.tsx'

type ConnectWizardProps = {
  kind: string
  label: string
  receives: boolean
  notifies: boolean
  form: Pick<ConnectionFormProps, 'config' | 'secrets' | 'generable'>
  made: NewConnection | null
  step: 'settings' | 'receive' | 'test'
}

const typedTexts = (secrets: ConnectionInput['secrets']) =>
  Object.fromEntries(
    Object.entries(secrets).filter((entry): entry is [string, string] => entry[1] !== null),
  )

/**
 * From the settings to the first answer. What both sides must hold is kept here until the page is left, so that it
 * can be copied where the provider asks for it; the server never gives it back.
 */
export function ConnectWizard({ kind, label, form, made, step, ...props }: ConnectWizardProps) {
  const router = useRouter()
  const [shared, setShared] = useState<Record<string, string>>({})
  const go = (id: string, next: 'receive' | 'test') =>
    router.replace(`/settings/integrations/new?connection=${id}&step=${next}`)

  const save = async (input: ConnectionInput) => {
    const secrets = typedTexts(input.secrets)
    const result = await createConnectionAction({ ...input, kind, secrets })
    if (!result.ok) return result
    setShared(
      Object.fromEntries(
        Object.entries(secrets).filter(([field]) => form.generable.includes(field)),
      ),
    )
    go(result.data, props.receives ? 'receive' : 'test')
    return result
  }

  return (
    <Card className="max-w-4xl">
      <CardBody>
        {made === null && (
          <LazyConnectionForm
            {...form}
            name={label}
            values={{}}
            facts={{}}
            submitLabel="Save and go on"
            onSave={save}
          />
        )}
        {made !== null && step === 'receive' && (
          <ReceiveStep made={made} shared={shared} onNext={() => go(made.id, 'test')} />
        )}
        {made !== null && step === 'test' && (
          <TestStep
            made={made}
            notifies={props.notifies}
            onBack={props.receives ? () => go(made.id, 'receive') : null}
          />
        )}
      </CardBody>
    </Card>
  )
}
