// Names and units as in the test tables of Prometheus (prometheus/otlptranslator metric_namer_test.go and unit_namer_test.go;
// prometheus/prometheus storage/remote/otlptranslator/prometheus/normalize_name_test.go), for names with suffixes and without UTF-8.
import { metricName } from './metricName.ts';

const UNITS: readonly [unit: string, written: string][] = [
  ['', ''],
  ['   ', ''],
  ['s', 'seconds'],
  ['ms', 'milliseconds'],
  ['us', 'microseconds'],
  ['ns', 'nanoseconds'],
  ['min', 'minutes'],
  ['h', 'hours'],
  ['d', 'days'],
  ['By', 'bytes'],
  ['KiBy', 'kibibytes'],
  ['MiBy', 'mebibytes'],
  ['GiBy', 'gibibytes'],
  ['TiBy', 'tibibytes'],
  ['KBy', 'kilobytes'],
  ['MBy', 'megabytes'],
  ['GBy', 'gigabytes'],
  ['TBy', 'terabytes'],
  ['m', 'meters'],
  ['V', 'volts'],
  ['A', 'amperes'],
  ['J', 'joules'],
  ['W', 'watts'],
  ['g', 'grams'],
  ['Cel', 'celsius'],
  ['Hz', 'hertz'],
  ['%', 'percent'],
  ['1/s', 'per_second'],
  ['1/m', 'per_minute'],
  ['1/h', 'per_hour'],
  ['1/d', 'per_day'],
  ['1/w', 'per_week'],
  ['1/mo', 'per_month'],
  ['1/y', 'per_year'],
  ['By/s', 'bytes_per_second'],
  ['KBy/s', 'kilobytes_per_second'],
  ['MBy/h', 'megabytes_per_hour'],
  ['requests/m', 'requests_per_minute'],
  ['custom_unit', 'custom_unit'],
  ['1/custom', 'per_custom'],
  ['custom/custom', 'custom_per_custom'],
  ['{custom}', ''],
  ['By/{custom}', 'bytes'],
  ['{custom}/s', 'per_second'],
  ['{custom}/{invalid}', ''],
  ['custom@unit#with$chars', 'custom_unit_with_chars'],
  ['By/custom@per#unit', 'bytes_per_custom_per_unit'],
  ['unit@@##$$name', 'unit_name'],
  ['@#$%', ''],
  ['/', ''],
  ['By/', 'bytes'],
  ['/s', 'per_second'],
  ['_custom_unit', 'custom_unit'],
  ['custom_unit_', 'custom_unit'],
  ['By/_custom__unit_', 'bytes_per_custom_unit'],
];

const GAUGES: readonly [name: string, unit: string, written: string][] = [
  ['simple_metric', '', 'simple_metric'],
  ['metric@with#special$chars', '', 'metric_with_special_chars'],
  ['123metric', '', '_123metric'],
  ['3.14 digits', '', '_3_14_digits'],
  [
    'metric__with__multiple__underscores',
    'unit__multiple__underscores',
    'metric_with_multiple_underscores_unit_multiple_underscores',
  ],
  ['custom_metric', 'unit@with#special/chars', 'custom_metric_unit_with_special_per_chars'],
  ['@#$%', '', ''],
  ['cpu_usage', '1', 'cpu_usage_ratio'],
  ['cpu_usage_ratio', '1', 'cpu_usage_ratio'],
  ['hw.fan.speed_ratio', '1', 'hw_fan_speed_ratio'],
  ['response_time_seconds', 's', 'response_time_seconds'],
  ['requests', '1/s', 'requests_per_second'],
  ['metric', ' By / s ', 'metric_bytes_per_second'],
  ['\t system.filesystem.usage       ', '  By\t', 'system_filesystem_usage_bytes'],
  ['system.network.dropped', '{packets}', 'system_network_dropped'],
  ['system.network.dropped', 'packets', 'system_network_dropped_packets'],
  ['system.network.packets.dropped', 'packets', 'system_network_packets_dropped'],
  ['broken.metric.speed', 'km/h', 'broken_metric_speed_km_per_hour'],
  ['astro.light.speed_limit', 'm/s', 'astro_light_speed_limit_meters_per_second'],
  ['broken.metric.success_ratio', '%', 'broken_metric_success_ratio_percent'],
  ['broken.metric.success_percent', '%', 'broken_metric_success_percent'],
  ['test.metric.spaces', '   \t  ', 'test_metric_spaces'],
  ['unsupported.metric.temperature', '°F', 'unsupported_metric_temperature_F'],
  ['unsupported.metric.redundant', '__test $/°C', 'unsupported_metric_redundant_test_per_C'],
  [
    'active_directory.ds.replication.object.rate',
    '{objects}/s',
    'active_directory_ds_replication_object_rate_per_second',
  ],
  ['system.cpu.load_average.15m', '1', 'system_cpu_load_average_15m_ratio'],
  ['mongodbatlas.process.oplog.rate', 'GiBy/h', 'mongodbatlas_process_oplog_rate_gibibytes_per_hour'],
  ['envoy__rule_engine_zlib_buf_error', '', 'envoy_rule_engine_zlib_buf_error'],
];

const COUNTERS: readonly [name: string, unit: string, written: string][] = [
  ['requests', '', 'requests_total'],
  ['requests_total', '', 'requests_total'],
  ['items', '1', 'items_total'],
  ['system.io', 'By', 'system_io_bytes_total'],
  ['network_transmitted_bytes_total', 'By', 'network_transmitted_bytes_total'],
  ['system.network.dropped', '{packets}', 'system_network_dropped_total'],
  ['system.io', 'foo/bar', 'system_io_foo_per_bar_total'],
  ['requests', '1/s', 'requests_per_second_total'],
  ['cpu_seconds_total', 's', 'cpu_seconds_total'],
];

describe('the name of a metric', () => {
  it.each(GAUGES)('of a gauge %j in %j is %s', (name, unit, written) =>
    expect(metricName(name, unit, 'gauge').name).toBe(written),
  );
  it.each(COUNTERS)('of a counter %j in %j is %s', (name, unit, written) =>
    expect(metricName(name, unit, 'counter').name).toBe(written),
  );
  it('of other types has the unit only', () => {
    expect(metricName('request_duration', 's', 'other').name).toBe('request_duration_seconds');
    expect(metricName('request_size', 'By', 'other').name).toBe('request_size_bytes');
    expect(metricName('active_connections', '1', 'other').name).toBe('active_connections');
    expect(metricName('response_time', 'ms', 'other').name).toBe('response_time_milliseconds');
  });
});

describe('the unit of a metric', () => {
  it.each(UNITS)('%j is written %j', (unit, written) => expect(metricName('a', unit, 'other').unit).toBe(written));
  // 'Special case: Converting "1" to "ratio"' (specification); Prometheus has the suffix of the name, but no unit then.
  it('1 is a ratio for a gauge', () => expect(metricName('a', '1', 'gauge').unit).toBe('ratio'));
});
