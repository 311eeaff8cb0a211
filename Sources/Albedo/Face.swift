// A program that imports Albedo has the types that frames, stages and messages are made of.
@_exported import Codecs
@_exported import Diagnostics
@_exported import Downlink
@_exported import Files
@_exported import Kernels
@_exported import Pipeline
@_exported import Raster
@_exported import Rig
@_exported import Settings
@_exported import Simulator
@_exported import Stages
@_exported import Stereo
