import { CustomChart, LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { use as register } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

register([CustomChart, LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

/** The parts of ECharts that the statistical charts need. This file is loaded when the first of them is shown. */
export { init } from 'echarts/core';
