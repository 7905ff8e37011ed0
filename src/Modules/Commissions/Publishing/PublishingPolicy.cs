namespace SocialCommerce.Commissions.Publishing;

/// <summary>
/// Whether a plan version needs four eyes: an approver other than its last editor publishes it. Live shops need them
/// until an administrator switches them off.
/// </summary>
internal static class PublishingPolicy
{
    /// <summary>The policy.</summary>
    /// <param name="FourEyes">Whether a second person publishes.</param>
    public sealed record Body(bool FourEyes);

    /// <summary>On in live shops and off in sandboxes, until the shop sets it.</summary>
    public static Setting<Body> Of(Shop shop) => new("publishingPolicy", new Body(!shop.Sandbox));

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPutSetting<Body>("/v1/publishing-policy")
            .Describe(
                "putPublishingPolicy", "Commissions", "Set the publishing policy",
                "Switches four-eyes publishing on or off. When it is on, plan versions are published by an approver "
                    + "other than their last editor. It is on by default for live shops and off for sandboxes. Setting "
                    + "the same value again changes nothing; a stale `If-Match` is rejected with 412.")
            .Example("""{"fourEyes": true}""")
            .Scope(Scopes.CommissionsWrite).ForPersons(Roles.Admin);
        routes.MapGetSetting<Body>("/v1/publishing-policy")
            .Describe(
                "getPublishingPolicy", "Commissions", "Get the publishing policy",
                "Returns whether a second person must publish plan versions, with the policy's version as ETag. "
                    + "Version 0 means the default: on for live shops, off for sandboxes.")
            .Scope(Scopes.CommissionsRead);
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : SettingHandler<Body>(Of(caller.Shop), db, caller, time);
}
