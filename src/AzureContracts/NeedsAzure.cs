using System.Runtime.CompilerServices;

/// <summary>The one answer of every member that cannot do its work without Azure's own packages.</summary>
internal static class NeedsAzure
{
    public static PlatformNotSupportedException Packages([CallerMemberName] string member = "") =>
        new($"{member} needs the Azure packages: build with -p:AzurePackages=true.");
}
