using System.Security.Cryptography;
using TradingBase.LocalHost.Storage.Disks;

namespace TradingBase.LocalHost.Tests.Storage.Disks;

/// <summary>What is left of the store's files when a machine stops at a place in the log.</summary>
internal sealed class DiskImage
{
    private const int Sector = 512;

    private static readonly (DiskFileKind Kind, string Suffix)[] Kinds =
        [(DiskFileKind.Store, ""), (DiskFileKind.Log, "-wal"), (DiskFileKind.Journal, "-journal")];

    private readonly Dictionary<string, FileContent> _files = [];

    /// <summary>Works out what is left.</summary>
    /// <param name="changes">The whole log.</param>
    /// <param name="position">How many of its changes had been made.</param>
    /// <param name="variant">What becomes of those that were not safe yet.</param>
    public DiskImage(IReadOnlyList<DiskChange> changes, int position, CrashVariant variant)
    {
        Random random = new(position);
        foreach ((DiskFileKind kind, string suffix) in Kinds)
        {
            FileContent content = _files[suffix] = new();
            int safe = variant is CrashVariant.Killed ? position : Safe(changes, position, kind);
            for (int i = 0; i < position; i++)
            {
                if (changes[i].File == kind && i < safe)
                {
                    content.Apply(changes[i]);
                }
                else if (changes[i].File == kind)
                {
                    ApplyUnsafe(content, changes[i], variant, last: i == position - 1, random);
                }
            }
        }
    }

    /// <summary>Equal for equal files.</summary>
    public string Fingerprint()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (FileContent content in _files.Values)
        {
            content.AddTo(hash);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>Puts the files into a folder.</summary>
    /// <param name="store">Where the store's file goes; the others go beside it.</param>
    public void WriteTo(string store)
    {
        foreach ((string suffix, FileContent content) in _files)
        {
            content.WriteTo(store + suffix);
        }
    }

    private static void ApplyUnsafe(
        FileContent content, DiskChange change, CrashVariant variant, bool last, Random random)
    {
        switch (variant)
        {
            case CrashVariant.LastWriteHalf:
                content.Apply(last ? change with { Data = change.Data[..(change.Data.Length / 2)] } : change);
                break;
            case CrashVariant.OnlyLastWrite when last:
                content.Apply(change);
                break;
            case CrashVariant.Reordered when change.Operation is DiskOperation.Write:
                ApplySectors(content, change, random);
                break;
            case CrashVariant.Reordered when random.Next(2) == 0:
                content.Apply(change);
                break;
            default:
                break;
        }
    }

    // Each sector of a write reaches the disk in its own time.
    private static void ApplySectors(FileContent content, DiskChange change, Random random)
    {
        for (int at = 0; at < change.Data.Length; at += Sector)
        {
            if (random.Next(2) == 0)
            {
                byte[] part = change.Data[at..Math.Min(at + Sector, change.Data.Length)];
                content.Apply(change with { Offset = change.Offset + at, Data = part });
            }
        }
    }

    // A file's writes are safe from its last sync on; a removal is once anything was synced after it.
    private static int Safe(IReadOnlyList<DiskChange> changes, int position, DiskFileKind kind)
    {
        bool synced = false;
        for (int i = position - 1; i >= 0; i--)
        {
            synced |= changes[i].Operation is DiskOperation.Sync;
            if (changes[i].File == kind
                && (changes[i].Operation is DiskOperation.Sync
                    || (changes[i].Operation is DiskOperation.Delete && synced)))
            {
                return i + 1;
            }
        }

        return 0;
    }

    private sealed class FileContent
    {
        private byte[] _bytes = [];
        private int _length;
        private bool _exists;

        public void Apply(DiskChange change)
        {
            switch (change.Operation)
            {
                case DiskOperation.Write:
                    Grow((int)change.Offset + change.Data.Length);
                    change.Data.CopyTo(_bytes, change.Offset);
                    break;
                case DiskOperation.Truncate when change.Offset < _length:
                    Array.Clear(_bytes, (int)change.Offset, _length - (int)change.Offset);
                    _length = (int)change.Offset;
                    break;
                case DiskOperation.Truncate:
                    Grow((int)change.Offset);
                    break;
                case DiskOperation.Delete:
                    (_bytes, _length, _exists) = ([], 0, false);
                    break;
                default:
                    break;
            }
        }

        public void AddTo(IncrementalHash hash)
        {
            hash.AppendData(BitConverter.GetBytes(_exists ? _length : -1));
            hash.AppendData(_bytes, 0, _length);
        }

        public void WriteTo(string path)
        {
            if (_exists)
            {
                using FileStream file = File.Create(path);
                file.Write(_bytes, 0, _length);
            }
        }

        private void Grow(int length)
        {
            _exists = true;
            if (length > _bytes.Length)
            {
                Array.Resize(ref _bytes, Math.Max(length, _bytes.Length * 2));
            }

            _length = Math.Max(_length, length);
        }
    }
}
