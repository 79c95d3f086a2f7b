// solid-apexcharts imports this build of the library; so do we, to share one chunk.
declare module 'apexcharts/dist/apexcharts.esm.js' {
	import ApexCharts from 'apexcharts'
	export default ApexCharts
}
