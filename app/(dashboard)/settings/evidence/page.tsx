import type { Metadata } from 'next'

import { PageHeader } from '#components/layout/page-header.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { listEvidenceKeys } from '#lib/evidence/keys.ts'
import type { EvidenceKeyView } from '#lib/evidence/schema.ts'
import { requestCtx } from '#lib/http/request-context.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'

export const metadata: Metadata = { title: 'Evidence keys' }

const withoutServer = String.raw`openssl pkey -pubin -in earshot.pem -outform DER | sha256sum
unzip -q evidence.zip -d evidence && cd evidence
jq -r .signature signature.json | base64 -d > signature.bin
openssl pkeyutl -verify -pubin -inkey ../earshot.pem -rawin -in manifest.json -sigfile signature.bin
jq -r '.files[] | "\(.sha256)  \(.path)"' manifest.json | sha256sum --check --quiet`

function Key({ entry }: { entry: EvidenceKeyView }) {
  return (
    <Card>
      <CardHeader
        title={
          <span className="flex flex-wrap items-center gap-2">
            <span className="font-mono">{entry.key_id}</span>
            <Badge tone={entry.is_current ? 'accent' : 'outline'}>
              {entry.is_current ? 'Signs now' : 'Signed before'}
            </Badge>
          </span>
        }
        description={
          entry.is_current
            ? 'Give this key to whoever has to check bundles, by a way that they trust.'
            : 'Derived from a previous SECRETS_KEY; bundles of that time verify with it.'
        }
      />
      <CardBody>
        <CodeBlock code={entry.public_key} label={`Public key ${entry.key_id}`} />
      </CardBody>
    </Card>
  )
}

export default async function EvidenceKeysPage() {
  const { actor } = await requestCtx()
  authorize(actor, 'workspace:read')
  return (
    <>
      <PageHeader
        title="Evidence keys"
        description="Evidence bundles are signed with Ed25519. The public keys prove that a bundle came from this installation and that nothing in it was changed since."
      />
      <div className="space-y-4">
        {listEvidenceKeys().map((entry) => (
          <Key key={entry.key_id} entry={entry} />
        ))}
        <Card>
          <CardHeader
            title="Checking a bundle"
            description="Bundles are downloaded from the page of an execution or a defect."
          />
          <CardBody className="space-y-4">
            <div className="space-y-1.5">
              <h3 className="text-sm font-medium">With the command line</h3>
              <CodeBlock
                label="Commands of earshot"
                code={`earshot evidence verify evidence.zip                      # trusts the keys of EARSHOT_URL
earshot evidence verify evidence.zip --key earshot.pem    # asks nobody`}
              />
            </div>
            <div className="space-y-1.5">
              <h3 className="text-sm font-medium">Without Earshot</h3>
              <p className="text-muted-foreground text-[0.8125rem] text-pretty">
                With the key above saved as earshot.pem; the first 16 digits of the first line are
                the key’s name.
              </p>
              <CodeBlock label="Commands of OpenSSL" code={withoutServer} />
            </div>
          </CardBody>
        </Card>
      </div>
    </>
  )
}
