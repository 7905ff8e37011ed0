using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace SocialCommerce.Launch;

/// <summary>The API ended by itself, or was never ready; with the last of what it said.</summary>
public sealed class ApiFailed(string message) : Exception(message);
