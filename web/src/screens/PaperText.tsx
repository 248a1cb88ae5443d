import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Document } from '../api/types'
import { share } from '../parts/format'
import { marked } from '../parts/marked'

/** A document with what was read from it: the values stand on the right and are marked in the text. */
export function PaperText({ paper }: { paper: Document }) {
  const { t } = useTranslation()
  return (
    <div className="paper-and-points">
      <div className="paper" tabIndex={0} role="group" aria-label={paper.doc_type}>
        {marked(paper.text, paper.points).map(({ text, point }, place) =>
          point ? (
            <Tooltip key={place} title={`${point.name}: ${point.value ?? text}`}>
              <mark>{text}</mark>
            </Tooltip>
          ) : (
            text
          ),
        )}
      </div>
      <section aria-labelledby="points">
        <h3 className="h4" id="points">
          {t('paper.points')}
        </h3>
        {!paper.points.length && <p className="quiet">{t('paper.no_points')}</p>}
        <dl className="points">
          {paper.points.map((point, place) => (
            <div key={place}>
              <dt>{point.name}</dt>
              <dd>{point.value ?? point.text ?? '—'}</dd>
              {point.confidence !== null && point.confidence < 1 && <dd className="quiet">{t('paper.sure', { share: share(point.confidence) })}</dd>}
            </div>
          ))}
        </dl>
      </section>
    </div>
  )
}
