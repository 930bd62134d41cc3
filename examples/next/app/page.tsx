import { PrintJobs } from './print-jobs';

export default function Page() {
  return (
    <main>
      <PrintJobs />
    </main>
  );
}
