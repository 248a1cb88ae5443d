import { Alert, Button, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { useDraft, type ElementTable } from '../api/casework'
import { useMe } from '../shell/session'

/** The draft of the operative part: blanks marked, every figure with its source. */
export function DraftText({ table, caseId, guide }: { table: ElementTable; caseId: number; guide: string }) {
  const { t } = useTranslation()
  const { can } = useMe()
  const draft = useDraft(caseId, guide)
  if (!table.draft.length) return null
  return (
    <section className="card" aria-labelledby="draft">
      <h2 className="h3 line" id="draft">
        {t('elements.draft')}
        {can.includes('export') && (
          <Button className="push" size="small" loading={draft.isPending} onClick={() => draft.mutate(`${table.title}.docx`)}>
            {t('elements.word')}
          </Button>
        )}
      </h2>
      <p className="quiet flat">{t('elements.draft_told')}</p>
      {draft.error && <Alert type="error" showIcon title={draft.error.message} />}
      {table.draft.map((pieces, row) => (
        <p key={row}>
          {pieces.map((piece, place) =>
            piece.blank ? (
              <mark key={place}>{piece.text}</mark>
            ) : piece.link ? (
              <Tooltip key={place} title={piece.link}>
                <span className="sourced" tabIndex={0}>{piece.text}</span>
              </Tooltip>
            ) : (
              piece.text
            ),
          )}
        </p>
      ))}
    </section>
  )
}
