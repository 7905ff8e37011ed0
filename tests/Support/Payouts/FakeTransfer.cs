namespace SocialCommerce.TestSupport.Payouts;

/// <summary>How the next transfer goes wrong.</summary>
public enum Fault
{
    /// <summary>The connection hangs; WeChat never saw the request.</summary>
    HangBefore,

    /// <summary>The connection hangs; WeChat took the request.</summary>
    HangAfter,

    /// <summary>500, and nothing was taken.</summary>
    ErrorBefore,

    /// <summary>500, and the transfer was made.</summary>
    ErrorAfter,

    /// <summary>429.</summary>
    TooMany,

    /// <summary>403 NOT_ENOUGH.</summary>
    NotEnough,

    /// <summary>200 with a signature that is none.</summary>
    Unsigned,

    /// <summary>The connection is cut.</summary>
    Cut,

    /// <summary>400 PARAM_ERROR: refused for good.</summary>
    ParamError,

    /// <summary>307 to another address, which counts who comes.</summary>
    Redirect,

    /// <summary>WeChat took the request, and its answer never comes.</summary>
    Hold,
}

/// <summary>A transfer that the fake has taken.</summary>
public sealed class FakeTransfer
{
    public required string TransferNo { get; init; }

    public required long Amount { get; init; }

    public required string OpenId { get; init; }

    public required string Name { get; init; }

    public required string NotifyUrl { get; init; }

    public string State { get; set; } = "WAIT_USER_CONFIRM";

    public string? FailReason { get; set; }

    /// <summary>The member confirms; whether that was in time.</summary>
    public bool Confirm() => Move(["WAIT_USER_CONFIRM"], "SUCCESS");

    /// <summary>The merchant takes it back; whether that was in time, however often it is asked for.</summary>
    public bool TakeBack() =>
        Move(["ACCEPTED", "PROCESSING", "WAIT_USER_CONFIRM"], "CANCELING") || State is "CANCELING" or "CANCELLED";

    /// <summary>What was taken back is given back a little later.</summary>
    public void GiveBack() => Move(["CANCELING"], "CANCELLED");

    private bool Move(string[] from, string to)
    {
        lock (NotifyUrl)
        {
            if (!from.Contains(State)) return false;
            State = to;
            return true;
        }
    }
}
