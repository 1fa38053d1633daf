;; Kernels on rows of pixels. Lengths are rounded up by the caller, whose buffers have room for it: what lies behind a
;; row's end is computed and never read.
(module
  (memory (export "memory") 16)

  ;; sums[i] += weight * bytes[i]; 16 at a time.
  (func (export "addBytes") (param $bytes i32) (param $sums i32) (param $count i32) (param $weight f32)
    (local $end i32) (local $w v128) (local $low v128) (local $high v128)
    (local.set $end (i32.add (local.get $bytes) (local.get $count)))
    (local.set $w (f32x4.splat (local.get $weight)))
    (loop $next
      (if (i32.lt_u (local.get $bytes) (local.get $end))
        (then
          (local.set $low (i16x8.extend_low_i8x16_u (v128.load (local.get $bytes))))
          (local.set $high (i16x8.extend_high_i8x16_u (v128.load (local.get $bytes))))
          (v128.store (local.get $sums)
            (f32x4.add (v128.load (local.get $sums))
              (f32x4.mul (local.get $w) (f32x4.convert_i32x4_u (i32x4.extend_low_i16x8_u (local.get $low))))))
          (v128.store offset=16 (local.get $sums)
            (f32x4.add (v128.load offset=16 (local.get $sums))
              (f32x4.mul (local.get $w) (f32x4.convert_i32x4_u (i32x4.extend_high_i16x8_u (local.get $low))))))
          (v128.store offset=32 (local.get $sums)
            (f32x4.add (v128.load offset=32 (local.get $sums))
              (f32x4.mul (local.get $w) (f32x4.convert_i32x4_u (i32x4.extend_low_i16x8_u (local.get $high))))))
          (v128.store offset=48 (local.get $sums)
            (f32x4.add (v128.load offset=48 (local.get $sums))
              (f32x4.mul (local.get $w) (f32x4.convert_i32x4_u (i32x4.extend_high_i16x8_u (local.get $high))))))
          (local.set $bytes (i32.add (local.get $bytes) (i32.const 16)))
          (local.set $sums (i32.add (local.get $sums) (i32.const 64)))
          (br $next)))))

  ;; sums[i] += weight * floats[i]; 4 at a time.
  (func (export "addFloats") (param $floats i32) (param $sums i32) (param $count i32) (param $weight f32)
    (local $end i32) (local $w v128)
    (local.set $end (i32.add (local.get $floats) (i32.shl (local.get $count) (i32.const 2))))
    (local.set $w (f32x4.splat (local.get $weight)))
    (loop $next
      (if (i32.lt_u (local.get $floats) (local.get $end))
        (then
          (v128.store (local.get $sums)
            (f32x4.add (v128.load (local.get $sums)) (f32x4.mul (local.get $w) (v128.load (local.get $floats)))))
          (local.set $floats (i32.add (local.get $floats) (i32.const 16)))
          (local.set $sums (i32.add (local.get $sums) (i32.const 16)))
          (br $next)))))

  ;; floats[i] = clip(floats[i] * scale[i % 12] + offset[i % 12], 0, 255), NaN stays; 12 at a time. The 12 scales and
  ;; then the 12 offsets stand at $mapping.
  (func (export "mapFloats") (param $floats i32) (param $count i32) (param $mapping i32)
    (local $end i32) (local $zero v128) (local $full v128)
    (local.set $end (i32.add (local.get $floats) (i32.shl (local.get $count) (i32.const 2))))
    (local.set $full (f32x4.splat (f32.const 255)))
    (loop $next
      (if (i32.lt_u (local.get $floats) (local.get $end))
        (then
          (v128.store (local.get $floats)
            (f32x4.min (local.get $full) (f32x4.max (local.get $zero)
              (f32x4.add (v128.load offset=48 (local.get $mapping))
                (f32x4.mul (v128.load (local.get $floats)) (v128.load (local.get $mapping)))))))
          (v128.store offset=16 (local.get $floats)
            (f32x4.min (local.get $full) (f32x4.max (local.get $zero)
              (f32x4.add (v128.load offset=64 (local.get $mapping))
                (f32x4.mul (v128.load offset=16 (local.get $floats)) (v128.load offset=16 (local.get $mapping)))))))
          (v128.store offset=32 (local.get $floats)
            (f32x4.min (local.get $full) (f32x4.max (local.get $zero)
              (f32x4.add (v128.load offset=80 (local.get $mapping))
                (f32x4.mul (v128.load offset=32 (local.get $floats)) (v128.load offset=32 (local.get $mapping)))))))
          (local.set $floats (i32.add (local.get $floats) (i32.const 48)))
          (br $next)))))

  ;; A row of RGBA from a row of float levels: each pixel is the weighted sum of the $counts[x] pixels from $starts[x]
  ;; on, whose weights stand at $weights[x * $most]. Colours of 4 channels are premultiplied. NaN becomes magenta.
  (func (export "writeRow")
    (param $sums i32) (param $channels i32) (param $starts i32) (param $counts i32) (param $weights i32)
    (param $most i32) (param $width i32) (param $rgba i32)
    (local $x i32) (local $from i32) (local $weight i32) (local $last i32) (local $stride i32)
    (local $v v128) (local $alpha f32)
    (local.set $stride (i32.shl (local.get $channels) (i32.const 2)))
    (loop $next
      (if (i32.lt_u (local.get $x) (local.get $width))
        (then
          (local.set $from (i32.add (local.get $sums)
            (i32.mul (local.get $stride) (i32.load (i32.add (local.get $starts) (i32.shl (local.get $x) (i32.const 2)))))))
          (local.set $weight (i32.add (local.get $weights)
            (i32.shl (i32.mul (local.get $x) (local.get $most)) (i32.const 2))))
          (local.set $last (i32.add (local.get $weight)
            (i32.shl (i32.load (i32.add (local.get $counts) (i32.shl (local.get $x) (i32.const 2)))) (i32.const 2))))
          (local.set $v (v128.const i32x4 0 0 0 0))
          (loop $tap
            (if (i32.lt_u (local.get $weight) (local.get $last))
              (then
                (local.set $v (f32x4.add (local.get $v)
                  (f32x4.mul (v128.load32_splat (local.get $weight)) (v128.load (local.get $from)))))
                (local.set $from (i32.add (local.get $from) (local.get $stride)))
                (local.set $weight (i32.add (local.get $weight) (i32.const 4)))
                (br $tap))))
          (local.set $alpha (f32.const 255))
          (if (i32.eq (local.get $channels) (i32.const 1))
            (then (local.set $v (f32x4.splat (f32x4.extract_lane 0 (local.get $v))))))
          (if (i32.eq (local.get $channels) (i32.const 4))
            (then
              (local.set $alpha (f32x4.extract_lane 3 (local.get $v)))
              (local.set $v (f32x4.mul (local.get $v) (f32x4.splat
                (if (result f32) (f32.eq (local.get $alpha) (f32.const 0))
                  (then (f32.const 0))
                  (else (f32.div (f32.const 255) (local.get $alpha)))))))))
          (local.set $v (f32x4.replace_lane 3 (local.get $v) (local.get $alpha)))
          (if (v128.any_true (f32x4.ne (local.get $v) (local.get $v)))
            (then (i32.store (local.get $rgba) (i32.const 0xffff00ff)))
            (else
              (local.set $v (i32x4.trunc_sat_f32x4_u (f32x4.nearest (local.get $v))))
              (local.set $v (i16x8.narrow_i32x4_u (local.get $v) (local.get $v)))
              (v128.store32_lane 0 (local.get $rgba) (i8x16.narrow_i16x8_u (local.get $v) (local.get $v)))))
          (local.set $rgba (i32.add (local.get $rgba) (i32.const 4)))
          (local.set $x (i32.add (local.get $x) (i32.const 1)))
          (br $next)))))

  ;; Smallest and largest of bytes, for each place modulo 16 (as vectors at $range), starting from what stands there.
  (func (export "rangeOfBytes") (param $bytes i32) (param $count i32) (param $range i32)
    (local $end i32) (local $low v128) (local $high v128)
    (local.set $end (i32.add (local.get $bytes) (local.get $count)))
    (local.set $low (v128.load (local.get $range)))
    (local.set $high (v128.load offset=16 (local.get $range)))
    (loop $next
      (if (i32.lt_u (local.get $bytes) (local.get $end))
        (then
          (local.set $low (i8x16.min_u (local.get $low) (v128.load (local.get $bytes))))
          (local.set $high (i8x16.max_u (local.get $high) (v128.load (local.get $bytes))))
          (local.set $bytes (i32.add (local.get $bytes) (i32.const 16)))
          (br $next))))
    (v128.store (local.get $range) (local.get $low))
    (v128.store offset=16 (local.get $range) (local.get $high)))

  ;; The same of finite floats, for each place modulo 4.
  (func (export "rangeOfFloats") (param $floats i32) (param $count i32) (param $range i32)
    (local $end i32) (local $low v128) (local $high v128) (local $v v128) (local $finite v128)
    (local.set $end (i32.add (local.get $floats) (i32.shl (local.get $count) (i32.const 2))))
    (local.set $low (v128.load (local.get $range)))
    (local.set $high (v128.load offset=16 (local.get $range)))
    (loop $next
      (if (i32.lt_u (local.get $floats) (local.get $end))
        (then
          (local.set $v (v128.load (local.get $floats)))
          (local.set $finite (f32x4.lt (f32x4.abs (local.get $v)) (f32x4.splat (f32.const inf))))
          (local.set $low (f32x4.min (local.get $low)
            (v128.bitselect (local.get $v) (local.get $low) (local.get $finite))))
          (local.set $high (f32x4.max (local.get $high)
            (v128.bitselect (local.get $v) (local.get $high) (local.get $finite))))
          (local.set $floats (i32.add (local.get $floats) (i32.const 16)))
          (br $next))))
    (v128.store (local.get $range) (local.get $low))
    (v128.store offset=16 (local.get $range) (local.get $high)))

  ;; sums[i] = Σ kernel[tap] * bytes[i + tap * $channels] in 16 bits, which weights of 2⁸ in all never leave; 8 at a time.
  (func (export "filterAcross")
    (param $bytes i32) (param $channels i32) (param $kernel i32) (param $taps i32) (param $sums i32) (param $count i32)
    (local $end i32) (local $v v128) (local $from i32) (local $weight i32) (local $last i32)
    (local.set $end (i32.add (local.get $bytes) (local.get $count)))
    (local.set $last (i32.add (local.get $kernel) (i32.shl (local.get $taps) (i32.const 1))))
    (loop $next
      (if (i32.lt_u (local.get $bytes) (local.get $end))
        (then
          (local.set $v (v128.const i32x4 0 0 0 0))
          (local.set $from (local.get $bytes))
          (local.set $weight (local.get $kernel))
          (loop $tap
            (local.set $v (i16x8.add (local.get $v)
              (i16x8.mul (v128.load16_splat (local.get $weight)) (v128.load8x8_u (local.get $from)))))
            (local.set $from (i32.add (local.get $from) (local.get $channels)))
            (local.set $weight (i32.add (local.get $weight) (i32.const 2)))
            (br_if $tap (i32.lt_u (local.get $weight) (local.get $last))))
          (v128.store (local.get $sums) (local.get $v))
          (local.set $sums (i32.add (local.get $sums) (i32.const 16)))
          (local.set $bytes (i32.add (local.get $bytes) (i32.const 8)))
          (br $next)))))

  ;; bytes[i] = (Σ kernel[tap] * rows[tap][i] + 2¹⁵) / 2¹⁶, of rows of 16 bits whose addresses stand at $rows; 8 at a time.
  (func (export "filterDown")
    (param $rows i32) (param $kernel i32) (param $taps i32) (param $bytes i32) (param $count i32)
    (local $at i32) (local $end i32) (local $row i32) (local $weight i32) (local $last i32)
    (local $v v128) (local $w v128) (local $low v128) (local $high v128)
    (local.set $end (i32.shl (local.get $count) (i32.const 1)))
    (local.set $last (i32.add (local.get $kernel) (i32.shl (local.get $taps) (i32.const 1))))
    (loop $next
      (if (i32.lt_u (local.get $at) (local.get $end))
        (then
          (local.set $low (v128.const i32x4 0x8000 0x8000 0x8000 0x8000))
          (local.set $high (local.get $low))
          (local.set $row (local.get $rows))
          (local.set $weight (local.get $kernel))
          (loop $tap
            (local.set $v (v128.load (i32.add (i32.load (local.get $row)) (local.get $at))))
            (local.set $w (v128.load16_splat (local.get $weight)))
            (local.set $low (i32x4.add (local.get $low) (i32x4.extmul_low_i16x8_u (local.get $v) (local.get $w))))
            (local.set $high (i32x4.add (local.get $high) (i32x4.extmul_high_i16x8_u (local.get $v) (local.get $w))))
            (local.set $row (i32.add (local.get $row) (i32.const 4)))
            (local.set $weight (i32.add (local.get $weight) (i32.const 2)))
            (br_if $tap (i32.lt_u (local.get $weight) (local.get $last))))
          (local.set $v (i16x8.narrow_i32x4_u
            (i32x4.shr_u (local.get $low) (i32.const 16))
            (i32x4.shr_u (local.get $high) (i32.const 16))))
          (v128.store64_lane 0 (local.get $bytes) (i8x16.narrow_i16x8_u (local.get $v) (local.get $v)))
          (local.set $bytes (i32.add (local.get $bytes) (i32.const 8)))
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (br $next)))))
)
