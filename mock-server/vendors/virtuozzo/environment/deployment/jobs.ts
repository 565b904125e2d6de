import type { Jobs } from '../../../../domain/cloud.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { beginnings } from './beginnings.js';
import {
  followerNamed,
  followers,
  isDue,
  noteFailure,
  PROJECTS,
  planUpdates,
  subjectOf,
  updateFollower,
} from './follow.js';

const FOLLOW = 'autoUpdate';

/** What happens to projects by itself. */
export const deploymentJobs: Jobs<VirtuozzoCloud> = {
  /** Looks which projects are due, and has each updated at once as a job of its own, which may fail. */
  lookForUpdates: {
    has: (_, subject) => subject === PROJECTS,
    run(cloud) {
      for (const project of followers(cloud))
        if (isDue(cloud, project)) cloud.agenda.enter(cloud.now, FOLLOW, subjectOf(project));
      planUpdates(cloud);
    },
  },
  autoUpdate: {
    has: (cloud, subject) => followerNamed(cloud, subject) !== undefined,
    run(cloud, subject) {
      const project = followerNamed(cloud, subject);
      if (project !== undefined) updateFollower(cloud, project);
    },
    fails: {
      operations: beginnings,
      operation: (cloud, subject) => followerNamed(cloud, subject)?.begunBy,
      run(cloud, subject, text) {
        const project = followerNamed(cloud, subject);
        if (project !== undefined) noteFailure(cloud, project, text ?? 'the repository does not answer');
      },
    },
  },
};
