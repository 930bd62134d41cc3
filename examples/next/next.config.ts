import type { NextConfig } from 'next';

const nextConfig: NextConfig = {
  // The pages are static files in `out`: any web server can serve them.
  output: 'export',
};

export default nextConfig;
