import answering from './answering'
import app from './app'
import evidence from './evidence'
import inspections from './inspections'
import issues from './issues'
import notifications from './notifications'
import ordering from './ordering'
import outside from './outside'
import people from './people'
import photos from './photos'
import problems from './problems'
import rounds from './rounds'
import stock from './stock'
import supplier from './supplier'
import scanning from './scanning'
import sync from './sync'
import ui from './ui'
import versions from './versions'
import workload from './workload'

export default {
  answering, app, evidence, inspections, issues, notifications, ordering, outside, people, photos, problems, rounds, scanning, stock, supplier, sync, ui, versions, workload,
}
