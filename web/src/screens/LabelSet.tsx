import { Alert, Button, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { isTraining, useAddPapers, useLabelSet, useTrain, type LabelSetView, type LabelTaskRow } from '../api/labelling'
import { Chip } from '../parts/Chip'
import { share } from '../parts/format'
import { LinkButton } from '../parts/LinkButton'
import { Screen } from '../parts/Screen'
import { Answered, Nothing } from '../parts/states'
import { TrainingState } from './TrainingState'
import { Upload } from './Upload'

/** One kind of paper that is being taught: its papers on the left, what the reader has learnt on the right. */
export default function LabelSet() {
  const { t } = useTranslation()
  const id = Number(useParams()['set'])
  const query = useLabelSet(id)
  const set = query.data
  return (
    <Screen
      title={set?.kind ?? t('menu.labelling')}
      beside={set && <span className="quiet">{t('labelling.progress', { done: set.done, papers: set.papers })}</span>}
      actions={set && <Ways set={set} />}
    >
      <Answered query={query}>
        {(data) => (
          <div className="two-cards">
            <Tasks set={data} />
            <Learnt set={data} />
          </div>
        )}
      </Answered>
    </Screen>
  )
}

function Ways({ set }: { set: LabelSetView }) {
  const { t } = useTranslation()
  const [bringing, setBringing] = useState(false)
  const add = useAddPapers(set.id)
  const next = set.tasks.find(({ done_by }) => !done_by)
  return (
    <>
      <Button onClick={() => setBringing(true)}>{t('labelling.bring')}</Button>
      {next && (
        <LinkButton type="primary" to={`/labelling/${set.id}/${next.key}`}>
          {t('labelling.start')}
        </LinkButton>
      )}
      {bringing && <Upload onClose={() => setBringing(false)} onBrought={(keys) => add.mutate(keys)} />}
    </>
  )
}

function Tasks({ set }: { set: LabelSetView }) {
  const { t } = useTranslation()
  return (
    <section className="card" aria-labelledby="tasks">
      <h2 className="h3" id="tasks">{t('labelling.papers')}</h2>
      <Table<LabelTaskRow>
        size="small"
        rowKey="key"
        dataSource={set.tasks}
        pagination={{ pageSize: 15, hideOnSinglePage: true, showSizeChanger: false }}
        locale={{ emptyText: <Nothing text={t('labelling.no_papers')} /> }}
        columns={[
          {
            title: t('papers.paper'),
            key: 'paper',
            render: (_, task) => (
              <>
                <Link to={`/labelling/${set.id}/${task.key}`}>{[task.title, task.case_number || task.source_name || task.key].filter(Boolean).join(' · ')}</Link>
                {task.sentence && <span className="quiet two-lines">{t('labelling.doubtful_sentence', { sentence: task.sentence })}</span>}
              </>
            ),
          },
          {
            title: t('papers.progress'),
            key: 'state',
            width: 150,
            render: (_, task) =>
              task.done_by ? <Chip tone="good">{t('labelling.done_by', { name: task.done_by })}</Chip> : task.doubt !== null ? <Chip tone="warn">{t('labelling.first')}</Chip> : <Chip>{t('labelling.waiting')}</Chip>,
          },
        ]}
      />
    </section>
  )
}

function Learnt({ set }: { set: LabelSetView }) {
  const { t } = useTranslation()
  const train = useTrain(set.id)
  const going = isTraining(set)
  const missing = set.least - set.done
  return (
    <section className="card" aria-labelledby="learnt">
      <h2 className="h3 line" id="learnt">
        {t('labelling.learnt')} <TrainingState training={set.training} />
      </h2>
      <p className="flat" role="status" data-testid="training">
        {going && set.training ? t('labelling.now', { stage: set.training.stage }) : missing > 0 ? t('labelling.too_few', { least: set.least, missing }) : t('labelling.ready')}
      </p>
      {set.training?.error && <Alert className="space" type="error" showIcon title={set.training.error} />}
      <Button disabled={going || missing > 0} loading={train.isPending} onClick={() => train.mutate()}>
        {t('labelling.train')}
      </Button>
      {!!set.training?.scores.length && <Scores set={set} />}
    </section>
  )
}

/** What the trained reader is worth for each point. */
function Scores({ set }: { set: LabelSetView }) {
  const { t } = useTranslation()
  return (
    <table className="rows space">
      <caption>{t('labelling.scores', { papers: set.training?.papers ?? 0 })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('check.point')}</th>
          <th scope="col">{t('labelling.precision')}</th>
          <th scope="col">{t('labelling.recall')}</th>
          <th scope="col">{t('labelling.labelled')}</th>
        </tr>
      </thead>
      <tbody>
        {set.training?.scores.map((score) => (
          <tr key={score.name}>
            <th scope="row">{score.name}</th>
            <td>{share(score.precision)}</td>
            <td>{share(score.recall)}</td>
            <td>{score.labelled}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
